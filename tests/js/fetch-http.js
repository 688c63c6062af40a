// fetch over HTTP, with a server of our own: what is sent, redirects, errors, encodings, aborts, streams.
'use strict';

const http = require('http');
const zlib = require('zlib');

let base;
const show = (text) => String(text).replaceAll(base, 'BASE').replaceAll(base.slice(7), 'HOST').replaceAll(base.slice(17), 'PORT');

async function attempt(label, run) {
  try {
    console.log('-', label, 'gives', await run());
  } catch (error) {
    console.log('-', label, 'fails', error?.name, error?.code, error?.message ?? error, error?.cause && [error.cause.name, error.cause.code, show(error.cause.message)]);
  }
}
const whole = async (response) => [response.status, response.statusText, response.type, response.redirected, show(response.url), JSON.stringify([...response.headers].filter(([name]) => name !== 'date')), await response.text()];
const fetched = (label, path, init) => attempt(label, async () => whole(await fetch(base + path, init)));

// Where a request waits for the test to go on.
let waiting;
const arrived = () => new Promise((resolve) => { waiting = resolve; });

const ROUTES = {
  '/to': (q, r) => { r.writeHead(Number(q.query.get('status') ?? 302), { location: q.query.get('l') }); r.end('redirected'); },
  '/loop': (q, r) => { r.writeHead(302, { location: '/loop' }); r.end(); },
  '/nowhere': (q, r) => { r.writeHead(302); r.end('no location'); },
  '/die': (q, r) => r.destroy(),
  '/half': (q, r) => { r.writeHead(200, { 'content-length': 10 }); r.write('abc', () => r.destroy()); },
  '/garbage': (q) => { q.socket.end('nonsense\r\n\r\n'); },
  '/hang': (q, r) => { waiting(r); },
  '/slow': (q, r) => { r.write('first', () => waiting(r)); },
  '/big': (q, r) => { r.end(Buffer.alloc(300000, 'x')); },
  '/status': (q, r) => { r.writeHead(Number(q.query.get('s')), { 'x-a': 'b' }); r.end(); },
  '/cookies': (q, r) => { r.setHeader('Set-Cookie', ['a=1', 'b=2']); r.setHeader('X-Multi', ['1', '2']); r.statusMessage = 'Fine'; r.end(); },
  '/gzip': (q, r) => { r.writeHead(200, { 'content-encoding': q.query.get('as') ?? 'gzip' }); r.end(zlib.gzipSync('zipped')); },
  '/br': (q, r) => { r.writeHead(200, { 'content-encoding': 'br' }); r.end(zlib.brotliCompressSync('brotli')); },
  '/deflate': (q, r) => { r.writeHead(200, { 'content-encoding': 'deflate' }); r.end(zlib.deflateSync('deflated')); },
  '/raw': (q, r) => { r.writeHead(200, { 'content-encoding': 'deflate' }); r.end(zlib.deflateRawSync('raw')); },
  '/zstd': (q, r) => { r.writeHead(200, { 'content-encoding': 'zstd' }); r.end(zlib.zstdCompressSync('zstandard')); },
  '/both': (q, r) => { r.writeHead(200, { 'content-encoding': 'gzip, br' }); r.end(zlib.brotliCompressSync(zlib.gzipSync('both'))); },
  '/nogzip': (q, r) => { r.writeHead(200, { 'content-encoding': 'gzip' }); r.end('not gzip'); },
  '/unknown': (q, r) => { r.writeHead(200, { 'content-encoding': 'foo' }); r.end('foo'); },
};

function answer(request, response) {
  const url = new URL(request.url, base);
  request.query = url.searchParams;
  const route = ROUTES[url.pathname];
  if (route !== undefined) {
    request.resume();
    route(request, response);
    return;
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => {
    console.log(request.method, show(request.url), show(JSON.stringify(request.rawHeaders)).replace(/(undici-0?)\d+/g, '$1N'), JSON.stringify(body).replace(/(undici-0?)\d+/g, '$1N'));
    response.end(`echo ${body.length}`);
  });
}

async function sent() {
  await fetched('get', '/a?b=c#hash');
  await fetched('post', '/', { method: 'POST', body: 'text', headers: { 'X-Own': 'y', 'user-agent': 'me', 'Accept-Encoding': 'identity' } });
  await fetched('post nothing', '/', { method: 'POST' });
  await fetched('put', '/', { method: 'PUT', body: new Uint8Array([97, 98]) });
  await fetched('patch', '/', { method: 'PATCH', body: new Blob(['blob'], { type: 'a/b' }) });
  await fetched('delete', '/', { method: 'DELETE' });
  await fetched('head', '/', { method: 'HEAD' });
  await fetched('options', '/', { method: 'OPTIONS' });
  await fetched('form', '/', { method: 'POST', body: new URLSearchParams('a=b c') });
  const form = new FormData();
  form.append('a', 'b');
  await attempt('multipart', async () => (await fetch(base, { method: 'POST', body: form })).status);
  await fetched('stream', '/', { method: 'POST', body: new Blob(['stream']).stream(), duplex: 'half' });
  await fetched('generator', '/', { method: 'POST', body: (async function* () { yield new TextEncoder().encode('one'); yield new TextEncoder().encode('two'); })(), duplex: 'half' });
  await fetched('text in a stream', '/', { method: 'POST', body: ReadableStream.from(['te', 'xt']), duplex: 'half' });
  await fetched('number in a stream', '/', { method: 'POST', body: ReadableStream.from([5]), duplex: 'half' });
  await fetched('broken stream', '/', { method: 'POST', body: new ReadableStream({ pull(c) { c.error(new RangeError('source')); } }), duplex: 'half' });
  await fetched('cache', '/', { cache: 'no-store', mode: 'no-cors' });
  const request = new Request(`${base}/request`, { method: 'POST', body: 'of a request', headers: { a: 'b' } });
  await attempt('request', async () => whole(await fetch(request)));
  console.log(request.bodyUsed);
  await attempt('again', () => fetch(request));
  await attempt('request and init', async () => whole(await fetch(new Request(base, { headers: { a: 'b' } }), { method: 'POST', body: 'x', headers: { c: 'd' } })));
}

async function redirects() {
  await fetched('get', '/to?l=/target');
  await fetched('hash', '/to?l=/target#hash');
  await fetched('relative', '/to?l=x/y');
  for (const status of [301, 302, 303, 307, 308]) {
    await fetched(`post ${status}`, `/to?status=${status}&l=/target`, { method: 'POST', body: 'text', headers: { authorization: 'secret', 'content-language': 'en', other: 'o' } });
  }
  await fetched('put 301', '/to?status=301&l=/target', { method: 'PUT', body: 'text' });
  await fetched('head 303', '/to?status=303&l=/target', { method: 'HEAD' });
  await fetched('other origin', `/to?l=${encodeURIComponent(base.replace('127.0.0.1', 'localhost'))}/target`, { headers: { authorization: 'secret', cookie: 'c', other: 'o' } });
  await fetched('300', '/to?status=300&l=/target');
  await fetched('manual', '/to?l=/target', { redirect: 'manual' });
  await fetched('error', '/to?l=/target', { redirect: 'error' });
  await fetched('nowhere', '/nowhere');
  await fetched('bad location', '/to?l=http://');
  await fetched('other scheme', '/to?l=ftp://x/');
  await fetched('data', '/to?l=data:,x');
  await fetched('credentials', '/to?l=http://u:p@localhost/');
  await fetch(`${base}/to?status=307&l=/target`, { method: 'POST', body: ReadableStream.from([new Uint8Array(1)]), duplex: 'half' }).catch((error) => console.log('a stream is not sent again', error.message));
  await fetched('endless', '/loop');
}

async function answers() {
  await attempt('cookies', async () => { const response = await fetch(`${base}/cookies`); return [response.headers.getSetCookie(), response.headers.get('x-multi'), response.statusText, response.body]; });
  for (const status of [201, 204, 205, 304, 404, 500, 599]) {
    await attempt(status, async () => { const response = await fetch(`${base}/status?s=${status}`); return [response.status, response.ok, response.body === null, await response.text()]; });
  }
  for (const path of ['gzip', 'gzip?as=x-gzip', 'gzip?as=GZIP', 'br', 'deflate', 'raw', 'zstd', 'both', 'nogzip', 'unknown']) await attempt(path, async () => (await fetch(`${base}/${path}`)).text());
  await attempt('head of gzip', async () => (await fetch(`${base}/gzip`, { method: 'HEAD' })).text());
  for (const path of ['die', 'garbage']) await fetched(path, `/${path}`);
  await attempt('half', async () => { const response = await fetch(`${base}/half`); console.log(response.status); return response.text(); });
  await attempt('half stream', async () => { const response = await fetch(`${base}/half`); for await (const chunk of response.body) console.log(Buffer.from(chunk).toString()); });
  await attempt('big', async () => (await (await fetch(`${base}/big`)).arrayBuffer()).byteLength);
  await attempt('big stream', async () => { let size = 0; for await (const chunk of (await fetch(`${base}/big`)).body) size += chunk.length; return size; });
  await attempt('clone', async () => { const response = await fetch(`${base}/big`); const clone = response.clone(); return [(await clone.text()).length, (await response.text()).length]; });
  await attempt('immutable', async () => (await fetch(`${base}/cookies`)).headers.append('a', 'b'));
  await attempt('cancel', async () => { const response = await fetch(`${base}/big`); await response.body.cancel(); return response.bodyUsed; });
  await attempt('many', async () => (await Promise.all(Array.from({ length: 20 }, async () => (await (await fetch(`${base}/big`)).text()).length))).every((length) => length === 300000));
  await attempt('byob', async () => { const reader = (await fetch(`${base}/gzip`)).body.getReader({ mode: 'byob' }); return Buffer.from((await reader.read(new Uint8Array(3))).value).toString(); });
  await attempt('integrity', async () => (await fetch(`${base}/br`, { integrity: 'sha256-x' })).text());
}

async function aborts() {
  await attempt('before', () => fetch(base, { signal: AbortSignal.abort() }));
  for (const reason of [undefined, new RangeError('why')]) {
    const controller = new AbortController();
    const there = arrived();
    const response = fetch(`${base}/hang`, { signal: controller.signal });
    const server = await there;
    const closed = new Promise((resolve) => { server.on('close', resolve); });
    controller.abort(reason);
    await attempt('waiting', () => response);
    await closed;
  }
  for (const read of ['text', 'stream']) {
    const controller = new AbortController();
    const there = arrived();
    const response = await fetch(new Request(`${base}/slow`, { signal: controller.signal }));
    const server = await there;
    const closed = new Promise((resolve) => { server.on('close', resolve); });
    if (read === 'text') {
      const text = response.text();
      controller.abort();
      await attempt('text', () => text);
    } else {
      const reader = response.body.getReader();
      console.log(Buffer.from((await reader.read()).value).toString());
      const next = reader.read();
      controller.abort(new RangeError('enough'));
      await attempt('stream', () => next);
      await attempt('after', () => reader.read());
    }
    await closed;
  }
  const timely = arrived();
  timely.then(() => {});
  await attempt('timeout', () => fetch(`${base}/hang`, { signal: AbortSignal.timeout(20) }));
  const source = new ReadableStream({ cancel(why) { console.log('cancelled', why?.name); } });
  const controller = new AbortController();
  const upload = fetch(base, { method: 'POST', body: source, duplex: 'half', signal: controller.signal });
  setImmediate(() => controller.abort());
  await attempt('upload', () => upload);
}

const server = http.createServer(answer);
server.listen(0, '127.0.0.1', async () => {
  base = `http://127.0.0.1:${server.address().port}`;
  for (const part of [sent, redirects, answers, aborts]) {
    console.log(`== ${part.name}`);
    await part();
  }
  // Idle connections keep neither the server nor the process alive.
  server.close(() => console.log('closed'));
  await attempt('refused', async () => { const other = http.createServer(); await new Promise((resolve) => { other.listen(0, '127.0.0.1', resolve); }); const { port } = other.address(); await new Promise((resolve) => { other.close(resolve); }); try { await fetch(`http://127.0.0.1:${port}`); } catch (error) { return [error.message, error.cause.code, error.cause.syscall, error.cause.port === port]; } });
});
