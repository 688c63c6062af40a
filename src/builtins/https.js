// node:https: http over TLS.
'use strict';

const { ClientRequest } = require('internal/http/client');
const agents = require('internal/https/agent');
const { Server } = require('internal/https/server');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

// The arguments are those of http.request; only the agent is another.
function request(...args) {
  let options = {};
  if (typeof args[0] === 'string') {
    const { URL, urlToHttpOptions } = require('internal/url');
    options = urlToHttpOptions(new URL(args.shift()));
  } else if (require('internal/url').isURL(args[0])) {
    options = require('internal/url').urlToHttpOptions(args.shift());
  }
  if (args[0] && typeof args[0] !== 'function') Object.assign(options, args.shift());
  options._defaultAgent = agents.globalAgent;
  return new ClientRequest(options, ...args);
}

function get(input, options, callback) {
  const made = request(input, options, callback);
  made.end();
  return made;
}

module.exports = {
  Agent: agents.Agent,
  get globalAgent() {
    return agents.globalAgent;
  },
  set globalAgent(agent) {
    agents.globalAgent = agent;
  },
  Server,
  createServer,
  get,
  request,
};
