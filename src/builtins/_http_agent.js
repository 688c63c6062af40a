// node:_http_agent, as packages require it.
'use strict';

const agents = require('internal/http/agent');

module.exports = {
  Agent: agents.Agent,
  get globalAgent() {
    return agents.globalAgent;
  },
};
