// The opening handshake of a WebSocket: a request of HTTP that becomes a socket.
'use strict';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function acceptOf(key) {
  return require('crypto').createHash('sha1').update(key + GUID).digest('base64');
}

// What is wrong with the answer to the request; undefined for nothing.
function faultOf(response, key, protocols) {
  if (response.headers.upgrade?.toLowerCase() !== 'websocket') return 'Server did not set Upgrade header to "websocket".';
  if (response.headers.connection?.toLowerCase() !== 'upgrade') return 'Server did not set Connection header to "upgrade".';
  if (response.headers['sec-websocket-accept'] !== acceptOf(key)) return 'Incorrect hash received in Sec-WebSocket-Accept header.';
  if (response.headers['sec-websocket-extensions'] !== undefined) return 'Sec-WebSocket-Extensions header does not match.';
  const protocol = response.headers['sec-websocket-protocol'];
  if (protocol === undefined) return undefined;
  if (protocols.length === 0) return 'Protocol was not requested in the opening handshake.';
  return protocols.includes(protocol) ? undefined : 'Protocol was not set in the opening handshake.';
}

// Asks the server; calls `done(error, socket, head, response)` once. Returns a function that gives up.
function open(url, protocols, headers, done) {
  const key = require('crypto').randomBytes(16).toString('base64');
  const isSecure = url.protocol === 'wss:';
  const list = ['host', url.host, 'connection', 'upgrade', 'upgrade', 'websocket', 'sec-websocket-key', key,
                'sec-websocket-version', '13'];
  if (protocols.length > 0) list.push('sec-websocket-protocol', protocols.join(', '));
  for (const [name, value] of headers) list.push(name, value);
  list.push('accept', '*/*', 'accept-language', '*', 'sec-fetch-mode', 'websocket', 'user-agent', 'node',
            'pragma', 'no-cache', 'cache-control', 'no-cache');
  const request = require(isSecure ? 'https' : 'http').request({
    protocol: isSecure ? 'https:' : 'http:',
    hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
    port: url.port || undefined,
    path: url.pathname + url.search,
    headers: list,
    agent: false,
  });
  let isDone = false;
  const finish = (error, ...rest) => {
    if (isDone) return;
    isDone = true;
    done(error, ...rest);
  };
  request.on('upgrade', (response, socket, head) => {
    const fault = response.statusCode === 101 ? faultOf(response, key, protocols) :
      'Received network error or non-101 status code.';
    if (fault === undefined) {
      finish(undefined, socket, head, response);
    } else {
      socket.destroy();
      finish(new Error(fault));
    }
  });
  request.on('response', (response) => {
    response.destroy();
    finish(new Error('Received network error or non-101 status code.'));
  });
  request.on('error', (error) => finish(error));
  request.on('close', () => finish(new Error('Received network error or non-101 status code.')));
  request.end();
  return () => request.destroy();
}

module.exports = { open };
