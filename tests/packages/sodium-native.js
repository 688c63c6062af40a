// sodium-native: boxes, signatures, hashes, secret memory, passwords on the pool, streams, refusals.
'use strict';
const assert = require('assert');
const sodium = require('sodium-native');

function attempt(label, run) {
  try {
    console.log(label, 'gave', run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const hex = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

async function main() {
  const seed = Buffer.alloc(32, 7);
  const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed);
  const signature = Buffer.alloc(sodium.crypto_sign_BYTES);
  sodium.crypto_sign_detached(signature, Buffer.from('message'), secretKey);
  console.log(hex(publicKey), hex(signature), sodium.crypto_sign_verify_detached(signature, Buffer.from('message'), publicKey),
    sodium.crypto_sign_verify_detached(signature, Buffer.from('massage'), publicKey));

  const key = Buffer.alloc(sodium.crypto_secretbox_KEYBYTES, 1);
  const nonce = Buffer.alloc(sodium.crypto_secretbox_NONCEBYTES, 2);
  const cipher = Buffer.alloc(5 + sodium.crypto_secretbox_MACBYTES);
  sodium.crypto_secretbox_easy(cipher, Buffer.from('Hello'), nonce, key);
  const plain = Buffer.alloc(5);
  console.log(hex(cipher), sodium.crypto_secretbox_open_easy(plain, cipher, nonce, key), plain.toString());
  cipher[0] ^= 1;
  console.log(sodium.crypto_secretbox_open_easy(plain, cipher, nonce, key));

  const digest = Buffer.alloc(32);
  sodium.crypto_generichash(digest, Buffer.from('text'));
  console.log(hex(digest));
  sodium.crypto_generichash_batch(digest, [Buffer.from('te'), Buffer.from('xt')]);
  console.log(hex(digest));
  const state = Buffer.alloc(sodium.crypto_generichash_STATEBYTES);
  sodium.crypto_generichash_init(state, key, 32);
  for (let i = 0; i < 100; i++) sodium.crypto_generichash_update(state, Buffer.alloc(i, i));
  sodium.crypto_generichash_final(state, digest);
  console.log(hex(digest));
  const sha = Buffer.alloc(sodium.crypto_hash_sha512_BYTES);
  sodium.crypto_hash_sha512(sha, Buffer.from('abc'));
  console.log(hex(sha).slice(0, 32));

  const secret = sodium.sodium_malloc(64);
  console.log(secret.length, secret.secure, Buffer.isBuffer(secret));
  sodium.sodium_memzero(secret);
  secret[3] = 9;
  sodium.sodium_mprotect_readonly(secret);
  console.log(secret[3]);
  sodium.sodium_mprotect_readwrite(secret);
  console.log(sodium.sodium_memcmp(Buffer.from([1, 2]), Buffer.from([1, 2])), sodium.sodium_compare(Buffer.from([1, 2]), Buffer.from([2, 1])));
  sodium.sodium_free(secret);
  const random = Buffer.alloc(32);
  sodium.randombytes_buf_deterministic(random, seed);
  console.log(hex(random), sodium.randombytes_uniform(1));
  sodium.randombytes_buf(random);
  assert.ok(random.some((byte) => byte !== 0));

  const pushed = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES);
  const header = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES);
  const streamKey = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES, 4);
  sodium.crypto_secretstream_xchacha20poly1305_init_push(pushed, header, streamKey);
  const box = Buffer.alloc(4 + sodium.crypto_secretstream_xchacha20poly1305_ABYTES);
  sodium.crypto_secretstream_xchacha20poly1305_push(pushed, box, Buffer.from('data'), null, sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  const pulled = Buffer.alloc(pushed.length);
  sodium.crypto_secretstream_xchacha20poly1305_init_pull(pulled, header, streamKey);
  const opened = Buffer.alloc(4);
  const tag = Buffer.alloc(1);
  console.log(sodium.crypto_secretstream_xchacha20poly1305_pull(pulled, opened, tag, box, null), opened.toString(), hex(tag));

  const hashed = Buffer.alloc(32);
  const salt = Buffer.alloc(sodium.crypto_pwhash_SALTBYTES, 3);
  const { crypto_pwhash_OPSLIMIT_MIN: ops, crypto_pwhash_MEMLIMIT_MIN: memory, crypto_pwhash_ALG_ARGON2ID13: algorithm } = sodium;
  sodium.crypto_pwhash(hashed, Buffer.from('password'), salt, ops, memory, algorithm);
  const later = await Promise.all([1, 2, 3].map(async (round) => {
    const out = Buffer.alloc(32);
    await sodium.crypto_pwhash_async(out, Buffer.from('password'), salt, ops, memory, algorithm);
    return `${round} ${hex(out)}`;
  }));
  assert.ok(later.every((line) => line.endsWith(hex(hashed))));
  console.log(later[0]);
  await new Promise((resolve, reject) => {
    const out = Buffer.alloc(sodium.crypto_pwhash_STRBYTES);
    sodium.crypto_pwhash_str_async(out, Buffer.from('password'), ops, memory, (failed) => {
      if (failed) return reject(failed);
      sodium.crypto_pwhash_str_verify_async(out, Buffer.from('password'), (failed, same) => (failed ? reject(failed) : resolve(console.log('callback', same))));
    });
  });

  attempt('short key', () => sodium.crypto_secretbox_easy(cipher, Buffer.from('Hello'), nonce, Buffer.alloc(3)));
  attempt('wrong length', () => sodium.crypto_secretbox_easy(Buffer.alloc(2), Buffer.from('Hello'), nonce, key));
  attempt('text for bytes', () => sodium.crypto_generichash(digest, 'text'));
  attempt('nothing', () => sodium.crypto_sign_detached());
  attempt('negative memory', () => sodium.sodium_malloc(-1));
  attempt('limits', () => sodium.crypto_pwhash(hashed, Buffer.from('p'), salt, 0, 1, algorithm));
}

main();
