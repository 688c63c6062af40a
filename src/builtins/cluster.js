// node:cluster. Every process is a primary: workers would need servers that processes share, which napkin does not have.
'use strict';

const EventEmitter = require('events');
const { codes } = require('internal/errors');

function Worker(options) {
  if (!(this instanceof Worker)) return new Worker(options);
  EventEmitter.call(this);
  if (options === null || typeof options !== 'object') options = {};
  this.exitedAfterDisconnect = undefined;
  this.state = options.state || 'none';
  this.id = options.id | 0;
  if (options.process) {
    this.process = options.process;
    this.process.on('error', (code, signal) => this.emit('error', code, signal));
    this.process.on('message', (message, handle) => this.emit('message', message, handle));
  }
}
Object.setPrototypeOf(Worker.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Worker, EventEmitter);

const absent = (name) => new codes.ERR_METHOD_NOT_IMPLEMENTED(name);

Worker.prototype.kill = function() {
  Reflect.apply(this.destroy, this, arguments);
};
Worker.prototype.send = function() {
  return Reflect.apply(this.process.send, this.process, arguments);
};
Worker.prototype.isDead = function isDead() {
  return this.process.exitCode !== null || this.process.signalCode !== null;
};
Worker.prototype.isConnected = function isConnected() {
  return this.process.connected;
};
Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  this.process.disconnect();
  return this;
};
Worker.prototype.destroy = function(signo) {
  this.process.kill(signo || 'SIGTERM');
};

const cluster = new EventEmitter();
module.exports = cluster;
cluster.isWorker = false;
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.Worker = Worker;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = 1;
cluster.SCHED_RR = 2;
cluster.schedulingPolicy = cluster.SCHED_RR;
cluster.setupPrimary = function(options) {
  const settings = {
    args: process.argv.slice(2), exec: process.argv[1], execArgv: process.execArgv, silent: false, ...cluster.settings,
    ...options,
  };
  cluster.settings = settings;
  process.nextTick(() => cluster.emit('setup', settings));
};
cluster.setupMaster = cluster.setupPrimary;
cluster.fork = function() {
  throw absent('cluster.fork()');
};
// Without workers all of them are disconnected.
cluster.disconnect = function(callback) {
  if (typeof callback === 'function') process.nextTick(callback);
};
