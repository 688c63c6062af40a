// The coded errors of node:http, and the one error of a connection that went away.
'use strict';

const { codes, E, AbortError } = require('internal/errors');

const CONSTANT = {
  ERR_HTTP_BODY_NOT_ALLOWED: [Error, 'Adding content for this request method or response status is not allowed.'],
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: [Error, "Response body's content-length of %s byte(s) does not match the content-length of %s byte(s) set in header"],
  ERR_HTTP_HEADERS_SENT: [Error, 'Cannot %s headers after they are sent to the client'],
  ERR_HTTP_INVALID_HEADER_VALUE: [TypeError, 'Invalid value "%s" for header "%s"'],
  ERR_HTTP_INVALID_STATUS_CODE: [RangeError, 'Invalid status code: %s'],
  ERR_HTTP_REQUEST_TIMEOUT: [Error, 'Request timeout'],
  ERR_HTTP_SOCKET_ASSIGNED: [Error, 'ServerResponse has an already assigned socket'],
  ERR_HTTP_SOCKET_ENCODING: [Error, 'Changing the socket encoding is not allowed per RFC7230 Section 3.'],
  ERR_HTTP_TRAILER_INVALID: [Error, 'Trailers are invalid with this transfer encoding'],
  ERR_INVALID_CHAR: [TypeError, (name, field) => `Invalid character in ${name}${field ? ` ["${field}"]` : ''}`],
  ERR_INVALID_DOMAIN_NAME: [TypeError, 'Unable to determine the domain name'],
  ERR_METHOD_NOT_IMPLEMENTED: [Error, 'The %s method is not implemented'],
};
for (const code in CONSTANT) E(code, CONSTANT[code][1], CONSTANT[code][0]);

// A peer that closed the connection before its message was whole.
function connectionReset(message) {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}

module.exports = { AbortError, codes, connectionReset };
