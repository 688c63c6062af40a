// ws with bufferutil and utf-8-validate: a server and clients in one process: text and bytes of many
// lengths, fragments, compression, pings, closing codes, streams, and refusals.
'use strict';
const assert = require('assert');
const http = require('http');
const { WebSocket, WebSocketServer, createWebSocketStream } = require('ws');

const event = (target, name) => new Promise((resolve) => target.once(name, (...args) => resolve(args)));

async function main() {
  assert.ok(Object.keys(require.cache).some((file) => file.endsWith('bufferutil.node')), 'bufferutil is used');
  const server = http.createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: { threshold: 1024 }, handleProtocols: (protocols) => (protocols.has('second') ? 'second' : false) });
  sockets.on('connection', (socket, request) => {
    if (request.url === '/bye') return socket.close(4001, 'as you wish');
    if (request.url === '/stream') {
      const stream = createWebSocketStream(socket);
      return stream.pipe(stream);
    }
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('error', (error) => console.log('server', error.name, error.code, error.message));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `ws://127.0.0.1:${server.address().port}`;

  const client = new WebSocket(address, ['first', 'second']);
  await event(client, 'open');
  console.log(client.protocol, client.readyState, client.extensions.includes('permessage-deflate'));
  for (const size of [0, 1, 2, 7, 125, 126, 127, 1023, 1025, 65535, 65536, 200000]) {
    const bytes = Buffer.alloc(size, (size % 250) + 1);
    client.send(bytes);
    const [data, isBinary] = await event(client, 'message');
    assert.ok(isBinary && data.equals(bytes), `${size} bytes`);
    const text = 'é\u{1F600}x'.repeat(size / 7);
    client.send(text);
    const [again] = await event(client, 'message');
    assert.strictEqual(again.toString(), text);
  }
  client.send('frag', { fin: false });
  client.send('mented', { fin: true });
  console.log((await event(client, 'message'))[0].toString());
  client.ping('are you there');
  console.log((await event(client, 'pong'))[0].toString());
  client.close(1000, 'done');
  console.log((await event(client, 'close')).map(String));

  const bye = new WebSocket(`${address}/bye`);
  console.log((await event(bye, 'close')).map(String));
  const plain = new WebSocket(address, { perMessageDeflate: false });
  plain.binaryType = 'arraybuffer';
  await new Promise((resolve) => plain.addEventListener('open', resolve));
  const answer = new Promise((resolve) => plain.addEventListener('message', ({ data }) => resolve(data), { once: true }));
  plain.send(Uint8Array.of(1, 2, 3));
  console.log(await answer, plain.bufferedAmount);
  // Bytes that are no text, in a frame that says text.
  plain._socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]));
  console.log((await event(plain, 'close')).map(String));

  const many = await Promise.all(Array.from({ length: 10 }, async (_, i) => {
    const one = new WebSocket(address);
    await event(one, 'open');
    one.send(`client ${i}`);
    const [data] = await event(one, 'message');
    one.terminate();
    return data.toString();
  }));
  console.log(many.join());
  for (const start of [() => new WebSocket('http//nowhere'), () => new WebSocket(`${address}#part`), () => new WebSocket(address, ['a', 'a']), () => new WebSocketServer({})]) {
    try {
      start().on('error', ({ name, message }) => console.log(name, message));
    } catch (error) {
      console.log(error.name, error.message);
    }
  }
  const duplex = createWebSocketStream(new WebSocket(`${address}/stream`), { encoding: 'utf8' });
  duplex.write('through ');
  duplex.write('a stream');
  let text = '';
  // Ended only when all has come back: the echo cannot write any more once the client closes.
  for await (const piece of duplex) {
    text += piece;
    if (text.length === 16) duplex.end();
  }
  console.log(text);
  const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '5', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
  http.get(address.replace('ws', 'http'), { headers }, (response) => {
    console.log(response.statusCode, response.headers['sec-websocket-version']);
    response.resume();
    response.on('end', () => {
      sockets.close();
      server.close();
      server.closeAllConnections();
    });
  });
}

main();
