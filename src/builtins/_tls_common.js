// node:_tls_common, as packages require it.
'use strict';

const { SecureContext, createSecureContext } = require('tls');

module.exports = { SecureContext, createSecureContext };
