// node:_http_common, as packages require it.
'use strict';

const { HTTPParser, freeParser, kIncomingMessage, parsers, prepareError } = require('internal/http/parser');
const { hasInvalidChar, isToken } = require('internal/http/text');

module.exports = {
  _checkInvalidHeaderChar: hasInvalidChar,
  _checkIsHttpToken: isToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  CRLF: '\r\n',
  freeParser,
  methods: require('internal/http/methods'),
  parsers,
  kIncomingMessage,
  HTTPParser,
  isLenient: () => require('internal/options').options?.insecureHttpParser === true,
  prepareError,
};
