// impit: requests as a browser makes them, to a server in this process: methods, headers, bodies of all
// kinds, streams, redirects, cookies, time limits, and refusals. Nothing leaves the machine.
import assert from 'node:assert';
import http from 'node:http';
import { Impit, Browser, HttpMethod } from 'impit';

const server = http.createServer((request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const body = Buffer.concat(pieces);
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    if (pathname === '/moved') return response.writeHead(302, { location: '/echo?moved=1' }).end();
    if (pathname === '/status') return response.writeHead(Number(searchParams.get('code')), { 'x-word': 'yes' }).end('a body');
    if (pathname === '/cookie') return response.writeHead(200, { 'set-cookie': 'taste=sweet; Path=/' }).end(request.headers.cookie ?? 'none');
    if (pathname === '/slow') return undefined;
    if (pathname === '/pieces') {
      response.writeHead(200, { 'content-type': 'text/plain' });
      for (let i = 0; i < 20; i++) response.write(`piece ${i}\n`);
      return response.end('grüße');
    }
    if (pathname === '/bytes') return response.end(Buffer.from([0, 255, 128, 10]));
    response.setHeader('content-type', 'application/json');
    const { 'user-agent': agent, 'content-type': type, 'x-own': own } = request.headers;
    return response.end(JSON.stringify({ method: request.method, url: request.url, browser: /Chrome|Firefox/.exec(agent ?? '')?.[0], type, own, body: body.toString(), length: body.length }));
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message.replaceAll(base, '<base>').split('\n')[0]);
  }
}

const client = new Impit({ browser: Browser.Chrome, timeout: 5000 });
const response = await client.fetch(`${base}/echo?a=1`, { headers: { 'X-Own': 'mine' } });
console.log(response.status, response.statusText, response.ok, response.url.replace(base, '<base>'), response.headers.get('content-type'), [...response.headers].length > 2);
console.log(await response.json());
for (const [method, body] of [['POST', 'text ünï'], ['PUT', Buffer.from([1, 2, 3])], ['PATCH', new URLSearchParams({ a: 'b c' })], ['DELETE'], ['POST', new Uint8Array(5).buffer]]) {
  console.log(await (await client.fetch(`${base}/echo`, { method: HttpMethod[method.charAt(0) + method.slice(1).toLowerCase()] ?? method, body })).json());
}
console.log((await client.fetch(`${base}/echo`, { method: 'HEAD' })).status);
for (const code of [204, 404, 500]) {
  const { status, statusText, ok, headers } = await client.fetch(`${base}/status?code=${code}`);
  console.log(status, statusText, ok, headers.get('x-word'));
}
console.log(await (await client.fetch(`${base}/pieces`)).text());
console.log(Buffer.from(await (await client.fetch(`${base}/bytes`)).arrayBuffer()), Buffer.from(await (await client.fetch(`${base}/bytes`)).bytes()));
const moved = await client.fetch(`${base}/moved`);
console.log(moved.url.replace(base, '<base>'), (await moved.json()).url);
const stays = new Impit({ browser: Browser.Firefox, followRedirects: false });
const { status, headers } = await stays.fetch(`${base}/moved`);
console.log(status, headers.get('location'));
console.log((await (await stays.fetch(`${base}/echo`)).json()).browser);

const streamed = await client.fetch(`${base}/pieces`);
let length = 0;
for await (const piece of streamed.body) length += piece.length;
console.log('stream', length);
const jar = { all: [], setCookie(cookie) { this.all.push(cookie); }, getCookieString() { return this.all.map((cookie) => cookie.split(';')[0]).join('; '); } };
const remembering = new Impit({ cookieJar: jar });
console.log(await (await remembering.fetch(`${base}/cookie`)).text(), await (await remembering.fetch(`${base}/cookie`)).text(), jar.all);
const many = await Promise.all(Array.from({ length: 20 }, async (_, i) => (await (await client.fetch(`${base}/echo?n=${i}`)).json()).url));
console.log(many.join());

await refusal('too slow', () => client.fetch(`${base}/slow`, { timeout: 20 }));
const abort = new AbortController();
setTimeout(() => abort.abort(), 10);
await refusal('aborted', () => client.fetch(`${base}/slow`, { signal: abort.signal }));
await refusal('no URL', () => client.fetch('not a URL'));
await refusal('protocol', () => client.fetch('ftp://127.0.0.1/'));
await assert.rejects(async () => (await client.fetch(`${base}/pieces`)).json(), SyntaxError);
await refusal('twice', async () => { const once = await client.fetch(`${base}/pieces`); await once.text(); return (await once.text()).length; });
await refusal('options', () => new Impit({ browser: 'lynx' }));
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
await refusal('nobody there', () => new Impit().fetch(`${base}/echo`));
