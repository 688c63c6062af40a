// The packages of this folder, imported: by name, whole, when wanted, and a .node file itself.
import assert from 'node:assert';
import { createRequire } from 'node:module';
import { hash, verify, Algorithm } from '@node-rs/argon2';
import { crc32 } from '@node-rs/crc32';
import bcrypt, { compare, hashSync } from 'bcrypt';
import bufferutil, { mask } from 'bufferutil';
import * as snappy from 'snappy';
import isValidUTF8 from 'utf-8-validate';

const require = createRequire(import.meta.url);

assert.ok(await verify(await hash('password', { algorithm: Algorithm.Argon2id, timeCost: 1, memoryCost: 1024 }), 'password'));
assert.strictEqual(crc32('123456789'), 0xcbf43926);
assert.ok(await compare('password', hashSync('password', 4)));
const compressed = await snappy.compress('text to compress');
assert.strictEqual(await snappy.uncompress(compressed, { asBuffer: false }), 'text to compress');
const output = Buffer.alloc(4);
mask(Buffer.from([1, 2, 3, 4]), Buffer.from([255, 0, 255, 0]), output, 0, 4);
assert.deepStrictEqual([...output], [254, 2, 252, 4]);
assert.strictEqual(isValidUTF8(Buffer.from([0xff])), false);

for (const [name, whole] of Object.entries({ bcrypt, bufferutil, snappy: snappy.default, 'utf-8-validate': isValidUTF8 })) {
  const namespace = await import(name);
  assert.strictEqual(whole, require(name));
  assert.strictEqual(namespace['module.exports'], whole);
  console.log(name, Object.getOwnPropertyNames(namespace).join());
}

const file = require.resolve(`utf-8-validate/prebuilds/${process.platform}-${process.arch}/utf-8-validate.node`);
const addon = await import(file);
console.log(Object.getOwnPropertyNames(addon), addon.default === require(file), addon.default(Buffer.from('ü')));
await assert.rejects(import(`${file}.absent`), { code: 'ERR_MODULE_NOT_FOUND' });
