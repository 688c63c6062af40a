// Bodies of requests and responses: readers, once only; forms sent and read; streams; clones.
'use strict';

async function attempt(label, run) {
  try {
    console.log('-', label, await run());
  } catch (error) {
    // Each engine has its own words for what is no JSON.
    const message = error instanceof SyntaxError ? '' : error?.message;
    console.log('-', label, 'fails', error?.name, error?.code, message, error?.cause?.message);
  }
}
const METHODS = ['text', 'json', 'arrayBuffer', 'bytes', 'blob', 'formData'];
const fileOf = (value) => (typeof value === 'string' ? value : [value.constructor.name, value.name, value.type, value.size]);
const entries = (form) => [...form].map(([name, value]) => [name, fileOf(value)]);
const bytes = (...list) => Uint8Array.from(list);

async function readers() {
  for (const method of METHODS) {
    for (const body of [undefined, null, '', '{"a":[1,2]}', 'é€😀', bytes(0xEF, 0xBB, 0xBF, 0x31), bytes(0xFF, 0x31), new Blob(['[1]'], { type: 'x/y' }), new URLSearchParams('a=1&b=2')]) {
      const response = new Response(body);
      await attempt(method, () => response[method]());
      if (body === '') {
        console.log(response.bodyUsed, response.body?.locked);
        await attempt('again', () => response[method]());
      }
    }
    await attempt(`this of ${method}`, () => Response.prototype[method].call({}));
    await attempt(`this of ${method}`, () => Request.prototype[method].call(new Response()));
  }
  await attempt('blob type', async () => (await new Response('x', { headers: { 'content-type': 'Text/HTML; Charset="utf-8"' } }).blob()).type);
  await attempt('blob type', async () => (await new Response('x', { headers: { 'content-type': 'bad' } }).blob()).type);
  const locked = new Response('x');
  locked.body.getReader();
  for (const method of METHODS) await attempt(`locked ${method}`, () => locked[method]());
  console.log(locked.bodyUsed);
  await attempt('clone locked', () => locked.clone());
  const partly = new Response('xyz');
  const reader = partly.body.getReader();
  console.log(await reader.read());
  reader.releaseLock();
  console.log(partly.bodyUsed);
  await attempt('disturbed', () => partly.text());
  await attempt('clone disturbed', () => partly.clone());
  await attempt('of disturbed', () => new Response(partly.body));
  const cancelled = new Response('x');
  await cancelled.body.cancel();
  await attempt('cancelled', () => cancelled.text());
  await attempt('iterated', () => Array.fromAsync(new Response('iterated').body));
  await attempt('byob', async () => (await new Response('byob').body.getReader({ mode: 'byob' }).read(new Uint8Array(2))).value);
}

async function streams() {
  const encoder = new TextEncoder();
  const of = (...chunks) => new Response(new ReadableStream({ start(c) { for (const chunk of chunks) c.enqueue(chunk); c.close(); } }));
  await attempt('text', () => of(encoder.encode('a'), Buffer.from('b')).text());
  await attempt('text chunks', () => of('a').text());
  await attempt('other chunks', () => of(5).bytes());
  await attempt('array buffer chunks', () => of(new ArrayBuffer(1)).text());
  await attempt('split characters', () => of(bytes(0xE2), bytes(0x82, 0xAC)).text());
  await attempt('error', () => new Response(new ReadableStream({ pull(c) { c.error(new RangeError('mid')); } })).text());
  await attempt('async iterable', () => new Response((async function* () { yield encoder.encode('x'); yield encoder.encode('y'); })()).text());
  await attempt('node stream like', () => new Response({ async *[Symbol.asyncIterator]() { yield encoder.encode('z'); } }).text());
  const original = of(encoder.encode('one'), encoder.encode('two'));
  const clone = original.clone();
  await attempt('clone', async () => [await clone.text(), await original.text()]);
  const request = new Request('http://a', { method: 'POST', body: of(encoder.encode('r')).body, duplex: 'half' });
  await attempt('request', async () => [await request.clone().text(), await request.text(), request.bodyUsed]);
  const source = new ReadableStream();
  source.getReader();
  await attempt('locked source', () => new Response(source));
  const buffer = bytes(1, 2, 3);
  const copied = new Response(buffer);
  buffer[0] = 9;
  await attempt('copied', () => copied.bytes());
}

async function forms() {
  const form = new FormData();
  form.append('plain', 'text');
  form.append('lines', 'a\nb\r\nc\rd');
  form.append('quote"name\r\n', 'x"y');
  form.append('file', new File(['content'], 'na"me\n.txt', { type: 'text/plain' }));
  form.append('blob', new Blob([bytes(0, 255, 13, 10)]));
  form.append('ünï', 'cödé');
  const response = new Response(form);
  const type = response.headers.get('content-type');
  const boundary = type.slice(type.indexOf('boundary=') + 9);
  console.log(type.replace(boundary, 'BOUNDARY'), (await response.clone().text()).replaceAll(boundary, 'BOUNDARY').replaceAll('\r', '\\r'));
  await attempt('back', async () => entries(await response.formData()));
  await attempt('request', async () => entries(await new Request('http://a', { method: 'POST', body: form }).formData()));
  await attempt('empty', async () => entries(await new Response(new FormData()).formData()));

  const parse = (text, contentType) => attempt(JSON.stringify(text).slice(0, 80), async () => entries(await new Response(text, { headers: { 'content-type': contentType } }).formData()));
  const multi = 'multipart/form-data; boundary=B';
  const part = (headers, body) => `--B\r\n${headers}\r\n\r\n${body}\r\n`;
  const disposition = (more) => `Content-Disposition: form-data; ${more}`;
  await parse(`${part(disposition('name="a"'), '1')}--B--`, multi);
  await parse(`${part(disposition('name="a"'), '1')}--B--\r\n`, multi);
  await parse(`${part(disposition('name="a"'), '1')}${part(disposition('name="a"; filename="f"'), '22')}--B--\r\n`, 'Multipart/Form-Data; boundary="B"');
  await parse(part(`${disposition('name="a"; filename="f.bin"')}\r\nContent-Type: x/y\r\nX-Other: z`, 'data') + '--B--', multi);
  await parse(part(disposition('name="%22%0D%0A"; filename="%22"'), '') + '--B--', multi);
  await parse(part(disposition('name="é"; filename="ü.txt"'), 'ö') + '--B--', multi);
  await parse(part(disposition('name=a'), '1') + '--B--', multi);
  await parse(part(disposition("name=\"a\"; filename*=UTF-8''x%20y"), '1') + '--B--', multi);
  await parse(part('Content-Disposition: attachment; name="a"', '1') + '--B--', multi);
  await parse(part('Content-Type: text/plain', '1') + '--B--', multi);
  await parse(part(`${disposition('name="a"')}\r\nContent-Transfer-Encoding: base64`, 'YQ==') + '--B--', multi);
  await parse('--B--', multi);
  await parse('--B--\r\n', multi);
  await parse('', multi);
  await parse('--B', multi);
  await parse('preamble\r\n' + part(disposition('name="a"'), '1') + '--B--', multi);
  await parse(part(disposition('name="a"'), '1'), multi);
  await parse(part(disposition('name="a"'), '--B inside\r\n-B') + '--B--', multi);
  await parse('--C\r\n', multi);
  await parse('x', 'multipart/form-data');
  await parse('x', 'text/plain');
  await parse('a=1&b=%20+x&a=2&=&c', 'application/x-www-form-urlencoded');
  await parse('a=%FF&b=é', 'application/x-www-form-urlencoded; charset=utf-8');
  await parse('', 'application/x-www-form-urlencoded');
  await attempt('no type', () => new Response(bytes(1)).formData());
  await attempt('no body', () => new Response().formData());
}

(async () => {
  for (const part of [readers, streams, forms]) {
    console.log(`== ${part.name}`);
    await part();
  }
})();
