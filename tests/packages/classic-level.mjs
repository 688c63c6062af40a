// classic-level: a database in a folder with promises: encodings, batches, iterators, sublevels,
// snapshots, events, hooks, locks, and refusals.
import assert from 'node:assert';
import fs from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ClassicLevel } from 'classic-level';

const folder = await mkdtemp(path.join(os.tmpdir(), 'classic-level-'));
const place = path.join(folder, 'db');

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message.replaceAll(folder, '<folder>'), error.cause?.code);
  }
}

await refusal('absent', () => new ClassicLevel(place, { createIfMissing: false }).open());
const db = new ClassicLevel(place, { valueEncoding: 'json' });
const events = [];
for (const name of ['opening', 'open', 'closing', 'closed', 'write', 'clear']) db.on(name, (...args) => events.push(`${name}${args.length && Array.isArray(args[0]) ? args[0].length : ''}`));
await db.put('a', { n: 1 });
console.log(db.status, await db.get('a'), db.getSync?.('a'), await db.get('absent'), await db.has('a'), await db.hasMany(['a', 'b']));
await db.batch([{ type: 'put', key: 'b', value: [1, 2] }, { type: 'put', key: 'c', value: 'ünï' }, { type: 'del', key: 'a' }]);
await db.batch().put('d', null === 0 ? 1 : 'd').put('e', 5).del('b').write();
console.log(await db.getMany(['a', 'b', 'c', 'd', 'e']), await db.keys().all(), await db.values({ reverse: true, limit: 2 }).all());
const words = db.sublevel('words', { keyEncoding: 'utf8', valueEncoding: 'buffer' });
await words.batch(Array.from({ length: 1000 }, (_, i) => ({ type: 'put', key: String(i).padStart(4, '0'), value: Buffer.alloc(i % 9, i) })));
let count = 0;
for await (const [key, value] of words.iterator({ gte: '0100', lt: '0900' })) {
  assert.strictEqual(value.length, Number(key) % 9);
  count++;
}
console.log(count, (await words.keys({ limit: 3 }).all()).join(), (await words.iterator({ limit: 2 }).nextv(5)).length);
const snapshot = words.snapshot();
await words.clear({ lt: '0500' });
console.log((await words.keys().all()).length, (await words.keys({ snapshot }).all()).length);
await snapshot.close();
const iterator = words.iterator();
iterator.seek('0998');
console.log(await iterator.next(), await iterator.next(), await iterator.next());
await iterator.close();
await refusal('closed iterator', () => iterator.next());

db.hooks.prewrite.add((operation, batch) => { if (operation.type === 'put' && operation.key === 'hooked') batch.add({ type: 'put', key: 'added', value: 'by the hook' }); });
await db.put('hooked', 1);
console.log(await db.get('added'), typeof await db.approximateSize('a', 'z'), db.getProperty('leveldb.num-files-at-level0'), db.supports.snapshots ?? db.supports.implicitSnapshots);
await db.compactRange('a', 'z');

const abort = new AbortController();
const stopped = db.keys({ signal: abort.signal });
abort.abort();
await refusal('aborted', () => stopped.next());
await refusal('locked', () => new ClassicLevel(place).open());
await refusal('no key', () => db.put(undefined, 1));
await refusal('no value', () => db.put('x', null));
await refusal('encoding', () => db.put('x', 1, { valueEncoding: 'klingon' }));
await refusal('batch', () => db.batch([{ type: 'boil', key: 'x' }]));
await refusal('damaged', async () => { await db.put('broken', '{', { valueEncoding: 'utf8' }); return db.get('broken'); });
await Promise.all(Array.from({ length: 50 }, (_, i) => db.put(`p${i}`, i)));
await db.close();
console.log(db.status, events.join(' '));
await refusal('closed', () => db.get('a'));
console.log((await readdir(place)).includes('CURRENT'));
await ClassicLevel.repair(place);
await ClassicLevel.destroy(place);
console.log(fs.existsSync(path.join(place, 'CURRENT')));
await rm(folder, { recursive: true });
