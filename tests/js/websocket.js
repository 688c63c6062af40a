// WebSocket against a server of our own, which answers frame by frame; Storage; CloseEvent and ErrorEvent.
'use strict';

const http = require('http');
const { createHash } = require('crypto');

let base;
async function attempt(label, run) {
  try {
    console.log('-', label, 'gives', await run());
  } catch (error) {
    console.log('-', label, 'fails', error?.name, error?.code, error?.message);
  }
}

// A frame from the server; `fin` and `mask` are the bits as they are sent.
function frame(opcode, payload, { fin = 0x80, rsv = 0, mask = 0 } = {}) {
  const bytes = Buffer.from(payload);
  let head;
  if (bytes.length < 126) head = Buffer.from([fin | rsv | opcode, mask | bytes.length]);
  else if (bytes.length < 65536) head = Buffer.from([fin | rsv | opcode, mask | 126, bytes.length >> 8, bytes.length & 255]);
  else { head = Buffer.alloc(10); head[0] = fin | rsv | opcode; head[1] = mask | 127; head.writeUInt32BE(bytes.length, 6); }
  return Buffer.concat([head, bytes]);
}

// Frames of a client, unmasked.
function reader(onFrame) {
  let bytes = Buffer.alloc(0);
  return (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      if (bytes.length < 2) return;
      let length = bytes[1] & 127;
      let at = 2;
      if (length === 126) { if (bytes.length < 4) return; length = bytes.readUInt16BE(2); at = 4; } else if (length === 127) { if (bytes.length < 10) return; length = bytes.readUInt32BE(6); at = 10; }
      if (bytes.length < at + 4 + length) return;
      const mask = bytes.subarray(at, at + 4);
      const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length));
      for (let i = 0; i < length; i++) payload[i] ^= mask[i & 3];
      const opcode = bytes[0] & 15;
      const masked = (bytes[1] & 128) !== 0;
      bytes = bytes.subarray(at + 4 + length);
      onFrame(opcode, payload, masked);
    }
  };
}

const server = http.createServer((request, response) => { response.writeHead(404); response.end('no socket'); });
server.on('upgrade', (request, socket) => {
  socket.on('error', () => {});
  const path = request.url;
  if (path === '/refuse') return socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const wanted = request.headers['sec-websocket-protocol'];
  if (path === '/echo?headers') console.log(request.headers.upgrade, request.headers['sec-websocket-version'], wanted, request.headers.own, Buffer.from(request.headers['sec-websocket-key'], 'base64').length);
  let head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${path === '/accept' ? 'wrong' : accept}\r\n`;
  if (path === '/protocol') head += 'Sec-WebSocket-Protocol: other\r\n';
  else if (wanted) head += `Sec-WebSocket-Protocol: ${wanted.split(', ').at(-1)}\r\n`;
  const first = path === '/early' ? frame(1, 'early') : Buffer.alloc(0);
  socket.write(Buffer.concat([Buffer.from(`${head}\r\n`), first]));
  const SENT = {
    '/rsv': [frame(1, 'x', { rsv: 0x40 })],
    '/masked': [frame(1, 'x', { mask: 0x80 })],
    '/opcode': [frame(3, 'x')],
    '/utf8': [frame(1, [0xFF])],
    '/continuation': [frame(0, 'x')],
    '/bigping': [frame(9, Buffer.alloc(126))],
    '/fragments': [frame(1, 'one ', { fin: 0 }), frame(9, 'ping'), frame(0, 'two ', { fin: 0 }), frame(0, 'three'), frame(2, [1, 2]), frame(8, [])],
    '/close': [frame(8, [...Buffer.from([0x0F, 0xA0]), ...Buffer.from('bye')])],
    '/close1': [frame(8, [3])],
    '/close999': [frame(8, [3, 0xE7])],
    '/large': [frame(2, Buffer.alloc(70000, 1)), frame(1, 'x'.repeat(300)), frame(8, [])],
  };
  if (path === '/cut') return socket.destroy();
  for (const bytes of SENT[path] ?? []) socket.write(bytes);
  socket.on('data', reader((opcode, payload, masked) => {
    if (path !== '/echo' && path !== '/early') console.log('server got', opcode, opcode === 8 && payload.length >= 2 ? [payload.readUInt16BE(0), payload.subarray(2).toString()] : payload.length, masked);
    if (opcode === 1 || opcode === 2) socket.write(frame(opcode, payload));
    else if (opcode === 8) socket.end(path in SENT ? undefined : frame(8, payload));
  }));
  return undefined;
});

// Runs a socket to its end; prints what happened.
async function run(label, path, act, protocols, { binaryType } = {}) {
  const socket = new WebSocket(base + path, protocols);
  if (binaryType) socket.binaryType = binaryType;
  const log = [];
  const texts = [];
  socket.onopen = (event) => { log.push(['open', event.constructor.name, socket.readyState, socket.protocol]); act?.(socket); };
  socket.onerror = (event) => { log.push(['error', event.constructor.name]); };
  socket.onmessage = (event) => { log.push(['message', event.constructor.name, event.origin === base, typeof event.data === 'string' ? event.data.slice(0, 20) : event.data]); if (event.data instanceof Blob) texts.push(event.data.text()); socket.onanswer?.(); };
  await new Promise((resolve) => { socket.onclose = (event) => { log.push(['close', event.constructor.name, event.code, event.reason, event.wasClean, socket.readyState]); resolve(); }; });
  console.log(`-- ${label}`);
  for (const entry of log) console.log(...entry);
  if (texts.length > 0) console.log(await Promise.all(texts));
  return socket;
}

async function classes() {
  console.log(WebSocket.length, Object.keys(WebSocket), Object.keys(WebSocket.prototype).sort().join(), WebSocket.CLOSED, WebSocket.prototype.OPEN, Object.prototype.toString.call(WebSocket.prototype));
  await attempt('none', () => new WebSocket());
  for (const args of [['nope'], ['ftp://x'], ['ws://x#y'], ['ws://x/', ['a', 'a']], ['ws://x/', ['a', 'A']], ['ws://x/', ['a b']], ['ws://x/', '']]) await attempt(args.join(' '), () => new WebSocket(...args));
  for (const key of ['send', 'close', 'readyState', 'url', 'binaryType', 'protocol', 'extensions', 'bufferedAmount']) {
    const { get, value } = Object.getOwnPropertyDescriptor(WebSocket.prototype, key);
    await attempt(key, () => (get ?? value).call({}, 'x'));
  }
  await attempt('CloseEvent', () => new CloseEvent());
  await attempt('CloseEvent', () => new CloseEvent('x', 5));
  await attempt('ErrorEvent', () => new ErrorEvent());
  await attempt('ErrorEvent', () => new ErrorEvent('x', 5));
  const close = new CloseEvent('close', { wasClean: 1, code: 70000, reason: 5, bubbles: true });
  const error = new ErrorEvent('error', { message: 'm', filename: 'f', lineno: 1, colno: 2, error: 'e' });
  console.log(close.wasClean, close.code, close.reason, close.bubbles, close instanceof Event, error.message, error.filename, error.lineno, error.colno, error.error, error.type);
  const empty = new ErrorEvent('error');
  console.log(empty.message === '', empty.filename === '', empty.lineno, empty.colno, empty.error, new CloseEvent('x').code, new CloseEvent('x', null).wasClean);
}

async function sockets() {
  const connecting = new WebSocket(`${base}/echo`);
  console.log(connecting.readyState, connecting.binaryType, connecting.bufferedAmount, connecting.extensions === '', connecting.protocol === '', connecting.onopen, connecting.url.replace(base, 'BASE'));
  await attempt('early', () => connecting.send('x'));
  await attempt('code', () => connecting.close(5));
  await attempt('reason', () => connecting.close(1000, 'é'.repeat(62)));
  connecting.binaryType = 'arraybuffer';
  console.log(connecting.binaryType, (connecting.binaryType = 'x') && connecting.binaryType);
  await new Promise((resolve) => { connecting.onclose = resolve; connecting.onopen = () => connecting.close(); });
  const echo = (list) => (socket) => {
    let left = list.length;
    for (const data of list) socket.send(data);
    socket.onanswer = () => { if (--left === 0) socket.close(4000, 'done'); };
  };
  await run('texts', '/echo', echo(['text', 'é€😀', '', 5, 'x'.repeat(200), 'y'.repeat(70000)]));
  await run('bytes', '/echo', echo([Uint8Array.of(1, 2), new ArrayBuffer(1), new DataView(new ArrayBuffer(2)), new Blob(['blob'])]), undefined, { binaryType: 'arraybuffer' });
  await run('blobs', '/echo', echo([Buffer.from('one'), Buffer.from('two')]));
  await run('protocol', '/echo', (socket) => socket.close(), ['a', 'b']);
  await run('code', '/echo', (socket) => socket.close(1000));
  await run('headers', '/echo?headers', (socket) => socket.close(3000, 'r'), { protocols: ['p'], headers: { own: 'mine' } });
  await run('with the handshake', '/early', (socket) => { socket.onanswer = () => socket.close(); });
  for (const path of ['fragments', 'close', 'large']) await run(path, `/${path}`, undefined, undefined, { binaryType: 'arraybuffer' });
  for (const path of ['refuse', 'accept', 'protocol', 'cut', 'rsv', 'masked', 'opcode', 'utf8', 'continuation', 'bigping', 'close1', 'close999']) await run(path, `/${path}`);
  const after = await run('after the end', '/echo', (socket) => socket.close());
  after.send('nothing');
  after.close();
  console.log(after.readyState);
}

function storage() {
  const store = sessionStorage;
  store.setItem('a', 1);
  store.b = { toString: () => 'two' };
  console.log(store, store.length, store.key(0), store.key(9), store.a, Object.keys(store), store.getItem('none'), 'a' in store, delete store.a, store.length, JSON.stringify(store));
  for (const act of [() => store.key(), () => store.getItem(), () => store.setItem('x'), () => Storage.prototype.getItem.call({}, 'x'), () => new Storage(), () => store.setItem('big', 'x'.repeat(6e6))]) {
    try { console.log(act()); } catch (error) { console.log(error.name, error.code, error.message); }
  }
  store.setItem('getItem', 'x');
  console.log(typeof store.getItem, store.length, Object.keys(store));
  store.clear();
  console.log(store.length, store);
}

server.listen(0, '127.0.0.1', async () => {
  base = `ws://127.0.0.1:${server.address().port}`;
  for (const part of [classes, sockets, storage]) {
    console.log(`== ${part.name}`);
    await part();
  }
  server.close();
});
