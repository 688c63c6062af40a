// node:_http_client, as packages require it.
'use strict';

module.exports = { ClientRequest: require('internal/http/client').ClientRequest };
