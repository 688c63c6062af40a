// node:_http_incoming, as packages require it.
'use strict';

const { IncomingMessage, readStart, readStop } = require('internal/http/incoming');

module.exports = { IncomingMessage, readStart, readStop };
