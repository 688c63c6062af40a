// Agent: connections of clients, kept for later requests and held to limits.
//
// Lists are by name: what a connection must have in common with a request to serve it (`getName`). Packages extend
// this class and replace its methods, so each does what Node's does, under its name and with its arguments.
'use strict';

const EventEmitter = require('events');
const net = require('net');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');

const kOnKeylog = Symbol('onkeylog');
const kRequestOptions = Symbol('requestOptions');
const kRequestContext = Symbol('requestAsyncResource');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  // Never the path of a request.
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer = typeof buffer === 'number' && buffer >= 0 && Number.isFinite(buffer) ?
    buffer : 1000;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets === undefined) this.maxTotalSockets = Infinity;
  else validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  this.on('free', (socket, options) => socketFreed(this, socket, options));
  this.on('newListener', maybeEnableKeylog);
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;

// Connections are asked for keys only when somebody wants them.
function maybeEnableKeylog(name) {
  if (name !== 'keylog') return;
  this.removeListener('newListener', maybeEnableKeylog);
  const agent = this;
  this[kOnKeylog] = function onkeylog(line) {
    agent.emit('keylog', line, this);
  };
  for (const socket of Object.values(this.sockets).flat()) socket.on('keylog', this[kOnKeylog]);
}

Agent.prototype.createConnection = function createConnection(...args) {
  return net.createConnection(...args);
};

Agent.prototype.getName = function getName(options = {}) {
  let name = `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}`;
  // Without a family, names are as they were before there was one.
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

// A connection has served a request: another request, or the list of free ones.
function socketFreed(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const requests = agent.requests[name];
  if (requests?.length > 0) {
    const request = requests.shift();
    setRequestSocket(agent, request, socket);
    if (requests.length === 0) delete agent.requests[name];
    return;
  }
  const request = socket._httpMessage;
  if (!request?.shouldKeepAlive || !agent.keepAlive) {
    socket.destroy();
    return;
  }
  const free = agent.freeSockets[name] || [];
  let count = free.length;
  if (agent.sockets[name]) count += agent.sockets[name].length;
  if (agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets ||
      free.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  agent.freeSockets[name] = free;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', freeSocketError);
  free.push(socket);
}

// Nobody is there to hear of it.
function freeSocketError() {
  const socket = this;
  socket.destroy();
  socket.emit('agentRemove');
}

function normalOptions(agent, request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  const normal = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) normal.path = options.socketPath;
  normal.encoding = null;
  if (!normal.servername && normal.servername !== '') normal.servername = serverName(normal, request);
  return normal;
}

Agent.prototype.addRequest = function addRequest(request, options, port, localAddress) {
  const normal = normalOptions(this, request, options, port, localAddress);
  const name = this.getName(normal);
  this.sockets[name] ??= [];
  const socket = takeFreeSocket(this, name);
  const count = (this.freeSockets[name]?.length ?? 0) + this.sockets[name].length;
  if (socket) {
    this.reuseSocket(socket, request);
    setRequestSocket(this, request, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, normal, (error, made) => {
      if (error) request.onSocket(made, error);
      else setRequestSocket(this, request, made);
    });
  } else {
    this.requests[name] ??= [];
    request[kRequestOptions] = normal;
    request[kRequestContext] = require('async_hooks').AsyncResource.bind((call) => call());
    this.requests[name].push(request);
  }
};

function takeFreeSocket(agent, name) {
  const free = agent.freeSockets[name];
  if (!free) return undefined;
  while (free.length > 0 && free[0].destroyed) free.shift();
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop();
  if (free.length === 0) delete agent.freeSockets[name];
  return socket;
}

Agent.prototype.createSocket = function createSocket(request, options, callback) {
  const normal = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) normal.path = options.socketPath;
  if (!normal.servername && normal.servername !== '') normal.servername = serverName(normal, request);
  // As long as options live, they would keep the request.
  const name = this.getName(normal);
  normal._agentKey = name;
  normal.encoding = null;
  let isTold = false;
  const created = (error, socket) => {
    if (isTold) return;
    isTold = true;
    if (error) {
      callback(error);
      return;
    }
    this.sockets[name] ??= [];
    this.sockets[name].push(socket);
    this.totalSocketCount++;
    installListeners(this, socket, normal);
    callback(null, socket);
  };
  if (this.keepAlive) {
    normal.keepAlive = this.keepAlive;
    normal.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(normal, created);
  if (socket) created(null, socket);
};

// The name by which a server with several certificates knows which one is meant.
function serverName(options, request) {
  let name = options.host;
  const header = request.getHeader('host');
  if (header) {
    validateString(header, 'options.headers.host');
    // [::1]:80 or host:80.
    name = header.startsWith('[') ? header.slice(1, header.indexOf(']')) : header.split(':', 1)[0];
  }
  return net.isIP(name) ? '' : name;
}

function installListeners(agent, socket, options) {
  const onFree = () => agent.emit('free', socket, options);
  const onClose = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  // A free connection that nobody needed in time. One in use is the request's matter.
  const onTimeout = () => {
    if (Object.values(agent.freeSockets).some((free) => free.includes(socket))) socket.destroy();
  };
  const onRemove = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFree);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  };
  socket.on('free', onFree);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = this.getName(options);
  const lists = [this.sockets];
  // A destroyed one may also be among the free.
  if (!socket.writable) lists.push(this.freeSockets);
  for (const list of lists) {
    const index = list[name] ? list[name].indexOf(socket) : -1;
    if (index === -1) continue;
    list[name].splice(index, 1);
    if (list[name].length === 0) delete list[name];
  }
  const request = nextRequest(this, name);
  if (request?.[kRequestOptions]) {
    request[kRequestContext](() => {
      this.createSocket(request, request[kRequestOptions], (error, made) => {
        if (error) request.onSocket(null, error);
        else made.emit('free');
      });
    });
  }
};

// A request that may have a new connection, now that one is gone.
function nextRequest(agent, name) {
  if (agent.requests[name]?.length > 0) return agent.requests[name][0];
  // The limit of all may have held back others.
  for (const other in agent.requests) {
    const count = agent.sockets[other]?.length ?? 0;
    if (count === 0) return agent.requests[other][0];
  }
  return undefined;
}

Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  let isKept = true;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint ? /^(?:.*\W)?timeout=(\d+)/.exec(hint)?.[1] : undefined;
  if (seconds) {
    // The server closes when its time is over: be a little before it.
    const hinted = Number.parseInt(seconds) * 1000 - this.agentKeepAliveTimeoutBuffer;
    if (hinted <= 0) isKept = false;
    else if (timeout === 0 || hinted < timeout) timeout = hinted;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return isKept;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, request) {
  request.reusedSocket = true;
  socket.removeListener('error', freeSocketError);
  socket.ref();
};

Agent.prototype.destroy = function destroy() {
  for (const list of [this.freeSockets, this.sockets]) {
    for (const name of Object.keys(list)) for (const socket of [...list[name]]) socket.destroy();
  }
};

function setRequestSocket(agent, request, socket) {
  request.onSocket(socket);
  const timeout = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === timeout) return;
  socket.setTimeout(request.timeout);
}

let globalAgent;

module.exports = {
  Agent,
  get globalAgent() {
    globalAgent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000, proxyEnv: undefined });
    return globalAgent;
  },
  set globalAgent(agent) {
    globalAgent = agent;
  },
};
