// What a server does about connections that fail, and about bytes that are no request.
'use strict';

const { codes } = require('internal/http/errors');

const noListener = () => {};

const answers = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

// An error of the connection, or of the parser.
function failed(state, error) {
  const { server, socket } = state;
  socket.removeListener('error', state.onError);
  // Later ones are of no interest.
  if (socket.listenerCount('error', noListener) === 0) socket.on('error', noListener);
  if (server.emit('clientError', error, socket)) return;
  // Nothing that was sent of an answer may be followed by another.
  const message = socket._httpMessage;
  if (socket.writable && (!message || !message._headerSent)) {
    const answer = answers[error.code] ?? '400 Bad Request';
    socket.write(`HTTP/1.1 ${answer}\r\nConnection: close\r\n\r\n`, 'latin1');
  }
  socket.destroy(error);
}

function requestTimeout(state) {
  const error = new codes.ERR_HTTP_REQUEST_TIMEOUT();
  // A connection that has sent nothing wrong so far.
  failed(state, error);
}

module.exports = { failed, requestTimeout };
