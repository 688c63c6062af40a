// Blob and File: parts, slices, readers, streams, blob: URLs, clones; data: and blob: URLs fetched.
'use strict';

const { inspect } = require('util');
const { Blob: BufferBlob, File: BufferFile, resolveObjectURL } = require('buffer');

async function attempt(label, run) {
  try {
    console.log('-', label, 'gives', await run());
  } catch (error) {
    console.log('-', label, 'fails', error?.name, error?.code, error?.message ?? error, error?.cause?.message ?? '');
  }
}
const all = async (stream) => { const list = []; for await (const chunk of stream) list.push(chunk); return list; };

async function made() {
  console.log(BufferBlob === Blob, BufferFile === File, Blob.length, File.length, Object.keys(Blob.prototype).sort(), Object.keys(File.prototype), Object.prototype.toString.call(new Blob()));
  for (const parts of [undefined, null, 5, 'x', {}, [], ['a', 'b'], [1, true, null, undefined], new Set(['s']), [new Blob(['in']), new File(['f'], 'n', { lastModified: 1 })], [new Uint16Array([0x6161, 0x6262])], [new ArrayBuffer(2)], [new DataView(new ArrayBuffer(3), 1)],
    [new SharedArrayBuffer(2)], [{ toString: () => 'obj' }], [['nested', 'array']], ['\ud800'], [new Date(NaN)]]) {
    await attempt(inspect(parts), async () => { const blob = new Blob(parts); return [blob instanceof File, blob.size, await blob.text()]; });
  }
  await attempt('symbol', () => new Blob([Symbol('s')]).size === 0);
  for (const options of [null, 5, 'x', {}, { type: 'Text/PLAIN' }, { type: 'é' }, { type: null }, { type: 5 }, { endings: 'native' }, { endings: 'transparent' }, { endings: 'x' }, { endings: undefined }]) {
    await attempt(`options ${inspect(options)}`, async () => { const blob = new Blob(['a\r\nb\nc\rd'], options); return [blob.type, JSON.stringify(await blob.text())]; });
  }
  for (const args of [[], ['x'], [['x']], [['x'], 'name'], [['x'], 5], [['x'], 'a/b\ud800', { lastModified: 5, type: 'A/b' }], [['x'], 'n', { lastModified: 'x' }], [['x'], 'n', { lastModified: new Date(7) }], [['x'], 'n', { lastModified: 1.5 }], [['x'], 'n', null], [5, 'n']]) {
    await attempt(`file ${inspect(args)}`, () => { const file = new File(...args); return [file.name, file.type, file.size, Math.abs(file.lastModified - Date.now()) < 60000 ? 'now' : file.lastModified]; });
  }
  console.log(new File(['x'], 'n', { lastModified: 3 }), inspect([new Blob()], { depth: 0 }), inspect({ a: { b: new Blob() } }, { depth: 1 }));
  for (const key of Object.keys(Blob.prototype).sort()) {
    const { get, value } = Object.getOwnPropertyDescriptor(Blob.prototype, key);
    await attempt(`this of ${key}`, () => (get ?? value).call({}));
  }
  for (const key of Object.keys(File.prototype)) await attempt(`this of ${key}`, () => Object.getOwnPropertyDescriptor(File.prototype, key).get.call(new Blob()));
}

async function read() {
  const blob = new Blob(['0123456789'], { type: 'a/b' });
  for (const args of [[], [2], [2, 5], [-3], [-3, -1], [5, 2], [20], [0, 100], [1.7, 3.2], ['2', '4'], [NaN], [undefined, 3], [null, 3], [0, 2, 'X/Y'], [0, 2, 'é'], [0, 2, null]]) {
    const slice = blob.slice(...args);
    console.log(args, slice, await slice.text());
  }
  console.log(await blob.slice(2, 8).slice(1, 3).text(), new File(['abc'], 'n').slice(1), await all(blob.textStream()));
  console.log(await blob.arrayBuffer(), await blob.bytes(), await new Blob([Uint8Array.of(0xEF, 0xBB, 0xBF, 0x61, 0xFF)]).text());
  const [first, second] = [await blob.bytes(), await blob.bytes()];
  first[0] = 0;
  console.log(second[0], first.buffer === second.buffer);
  const stream = blob.stream();
  console.log(stream, await all(stream), await all(new Blob().stream()));
  const big = new Blob([new Uint8Array(200000).fill(7)]);
  console.log((await all(big.stream())).reduce((sum, chunk) => sum + chunk.length, 0));
  const reader = big.stream().getReader({ mode: 'byob' });
  const { value } = await reader.read(new Uint8Array(10));
  console.log(value, (await reader.read(new Uint8Array(5))).value.length);
  await attempt('cancel', () => reader.cancel());
  console.log(structuredClone(blob), await structuredClone(new File(['xyz'], 'n', { lastModified: 1, type: 't' })).text());
}

async function urls() {
  const url = URL.createObjectURL(new Blob(['text'], { type: 'x/y' }));
  console.log(/^blob:nodedata:[0-9a-f-]{36}$/.test(url), resolveObjectURL(url), await resolveObjectURL(url).text(), resolveObjectURL(`${url}x`), resolveObjectURL('http://a'), resolveObjectURL(5));
  for (const what of [undefined, 5, 'x', {}]) await attempt('createObjectURL', () => URL.createObjectURL(what));
  await attempt('revokeObjectURL', () => URL.revokeObjectURL());
  const show = async (response) => [response.status, response.statusText, response.type, response.url.replace(url, 'URL'), [...response.headers], await response.text()];
  await attempt('fetch', async () => show(await fetch(url)));
  await attempt('range', async () => show(await fetch(url, { headers: { range: 'bytes=1-2' } })));
  await attempt('range', async () => show(await fetch(url, { headers: { range: 'bytes=-1' } })));
  await attempt('post', async () => show(await fetch(url, { method: 'POST' })));
  await attempt('file', async () => show(await fetch(URL.createObjectURL(new File(['f'], 'n')))).then((list) => list.toSpliced(3, 1)));
  URL.revokeObjectURL(url);
  URL.revokeObjectURL(url);
  URL.revokeObjectURL(5);
  console.log(resolveObjectURL(url));
  await attempt('revoked', () => fetch(url));
  for (const data of ['data:,a%20b%zz', 'data:text/html;charset=utf-8;base64,aGk=', 'data:;base64,aGk', 'data:text/plain;base64,a G k=', 'data:;base64,@', 'data:text/plain', 'data:,', 'data:a/b;c="d;e",x', 'data:;charset=latin1,x', 'data:bad,x', 'data:,x#hash', 'data:text/plain; BASE64 ,aGk=', 'data:image/png;x=y;base64,//79']) {
    await attempt(data, async () => { const response = await fetch(data); return [response.status, response.type, response.url, [...response.headers], await response.bytes()]; });
  }
  await attempt('head', async () => (await fetch('data:,x', { method: 'HEAD' })).text());
  for (const other of ['about:blank', 'file:///etc/hostname', 'foo:bar', 'http://localhost:25/', 'nope', '']) await attempt(other, () => fetch(other));
  await attempt('no argument', () => fetch());
  await attempt('integrity', async () => (await fetch('data:,x', { integrity: 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' })).text());
  await attempt('other integrity', () => fetch('data:,x', { integrity: 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIF=' }));
  await attempt('unknown integrity', async () => (await fetch('data:,x', { integrity: 'md5-x' })).text());
  await attempt('aborted', () => fetch('data:,x', { signal: AbortSignal.abort() }));
  await attempt('aborted', () => fetch('data:,x', { signal: AbortSignal.abort('why') }));
}

(async () => {
  for (const part of [made, read, urls]) {
    console.log(`== ${part.name}`);
    await part();
  }
})();
