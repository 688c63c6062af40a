// Web Crypto: every algorithm, made, imported, exported and used; wrapping and deriving; what is refused.
'use strict';
const assert = require('assert');
const nodeCrypto = require('crypto');
const { subtle } = globalThis.crypto;

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (text) => new TextEncoder().encode(text);

async function attempt(label, call) {
  try {
    const result = await call();
    console.log(label, result instanceof ArrayBuffer ? hex(result) : typeof result === 'object' ? JSON.stringify(result) : String(result));
  } catch (error) {
    console.log(label, '!!', error.name, error.constructor.name, /^(Syntax|NotSupported|Quota)Error/.test(error.name) ? error.message : '');
  }
}

const MAKES = [
  [{ name: 'HMAC', hash: 'SHA-256' }, ['sign', 'verify']],
  [{ name: 'hmac', hash: { name: 'sha-512' }, length: 128 }, ['sign']],
  [{ name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']],
  [{ name: 'AES-CBC', length: 128 }, ['encrypt', 'decrypt']],
  [{ name: 'AES-CTR', length: 192 }, ['encrypt', 'decrypt']],
  [{ name: 'AES-KW', length: 128 }, ['wrapKey', 'unwrapKey']],
  [{ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']],
  [{ name: 'ECDSA', namedCurve: 'P-521' }, ['sign', 'verify']],
  [{ name: 'ECDH', namedCurve: 'P-384' }, ['deriveKey', 'deriveBits']],
  ['Ed25519', ['sign', 'verify']],
  ['X25519', ['deriveBits']],
  [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, ['sign', 'verify']],
  [{ name: 'RSA-PSS', hash: 'SHA-384', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, ['sign', 'verify']],
  [{ name: 'RSA-OAEP', hash: 'SHA-1', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, ['encrypt', 'decrypt']],
];

function describe(key) {
  const { algorithm } = key;
  const told = { ...algorithm };
  if (told.publicExponent) told.publicExponent = [...told.publicExponent];
  return [key.type, key.extractable, JSON.stringify(told), key.usages.join(), String(key)].join(' ');
}

async function use(algorithm, publicKey, privateKey) {
  const data = bytes('some data to be signed or encrypted');
  switch (algorithm.name ?? algorithm) {
    case 'RSA-OAEP': {
      const label = bytes('label');
      return Buffer.from(await subtle.decrypt({ name: 'RSA-OAEP', label }, privateKey, await subtle.encrypt({ name: 'RSA-OAEP', label }, publicKey, data))).equals(data);
    }
    case 'AES-GCM': case 'AES-CBC': case 'AES-CTR': {
      const parameters = { name: algorithm.name, iv: new Uint8Array(16), counter: new Uint8Array(16), length: 64, additionalData: bytes('more') };
      return Buffer.from(await subtle.decrypt(parameters, privateKey, await subtle.encrypt(parameters, publicKey, data))).equals(data);
    }
    default: {
      const parameters = { name: algorithm.name ?? algorithm, hash: 'SHA-256', saltLength: 20 };
      const signature = await subtle.sign(parameters, privateKey, data);
      return [await subtle.verify(parameters, publicKey, signature, data), await subtle.verify(parameters, publicKey, signature, bytes('other'))];
    }
  }
}

async function main() {
  for (const name of ['SHA-1', 'sha-256', { name: 'SHA-384' }, 'SHA-512', 'SHA3-256', 'MD5', 'nope', {}, 5]) {
    await attempt(`digest ${JSON.stringify(name)}`, () => subtle.digest(name, bytes('abc')));
  }
  await attempt('digest of a view', () => subtle.digest('SHA-256', new DataView(new ArrayBuffer(4), 1, 2)));
  await attempt('digest of text', () => subtle.digest('SHA-256', 'abc'));
  await attempt('digest of nothing', () => subtle.digest('SHA-256'));

  for (const [algorithm, usages] of MAKES) {
    const label = algorithm.name ?? algorithm;
    await attempt(label, async () => {
      const made = await subtle.generateKey(algorithm, true, usages);
      const [publicKey, privateKey] = made.publicKey ? [made.publicKey, made.privateKey] : [made, made];
      console.log(label, describe(publicKey), '|', describe(privateKey), made instanceof CryptoKey);
      for (const key of new Set([publicKey, privateKey])) {
        for (const format of ['raw', 'spki', 'pkcs8', 'jwk', 'x']) {
          await attempt(`${label} ${key.type} ${format}`, async () => {
            const exported = await subtle.exportKey(format, key);
            const back = await subtle.importKey(format, exported, { ...key.algorithm }, true, key.usages);
            assert.strictEqual(describe(back), describe(key));
            assert.ok(nodeCrypto.KeyObject.from(back).equals(nodeCrypto.KeyObject.from(key)));
            return format === 'jwk' ? [Object.keys(exported), exported.alg, exported.key_ops, exported.ext] : exported instanceof ArrayBuffer;
          });
        }
      }
      return usages.includes('sign') && usages.length > 1 || usages.includes('encrypt') ? use(algorithm, publicKey, privateKey) : undefined;
    });
    for (const wrong of [[], ['deriveKey', 'sign', 'encrypt'], ['nope']]) await attempt(`${label} for ${wrong}`, () => subtle.generateKey(algorithm, true, wrong));
    await attempt(`${label} not to be exported`, async () => {
      const made = await subtle.generateKey(algorithm, false, usages);
      return subtle.exportKey('jwk', made.privateKey ?? made);
    });
  }
  for (const algorithm of ['nope', { name: 'AES-GCM' }, { name: 'AES-GCM', length: 100 }, { name: 'HMAC' }, { name: 'ECDSA', namedCurve: 'nope' }]) {
    await attempt(`make ${JSON.stringify(algorithm)}`, () => subtle.generateKey(algorithm, true, ['sign', 'verify', 'encrypt', 'decrypt'].slice(algorithm.name === 'AES-GCM' ? 2 : 0, algorithm.name === 'AES-GCM' ? 4 : 2)));
  }

  // ----- known answers -----
  const raw = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
  const importRaw = (algorithm, usages, data = raw) => subtle.importKey('raw', data, algorithm, true, usages);
  await attempt('HMAC', async () => subtle.sign('HMAC', await importRaw({ name: 'HMAC', hash: 'SHA-256' }, ['sign']), bytes('abc')));
  await attempt('AES-CBC', async () => subtle.encrypt({ name: 'AES-CBC', iv: raw.subarray(0, 16) }, await importRaw('AES-CBC', ['encrypt']), bytes('abc')));
  for (const tagLength of [undefined, 96, 32, 100]) {
    await attempt(`AES-GCM ${tagLength}`, async () => subtle.encrypt({ name: 'AES-GCM', iv: raw.subarray(0, 12), tagLength, additionalData: bytes('x') }, await importRaw('AES-GCM', ['encrypt']), bytes('abc')));
  }
  for (const length of [128, 64, 4, 3, 0]) {
    const counter = Buffer.alloc(16, 0xff);
    await attempt(`AES-CTR ${length}`, async () => subtle.encrypt({ name: 'AES-CTR', counter, length }, await importRaw('AES-CTR', ['encrypt']), new Uint8Array(150)));
  }
  await attempt('PBKDF2', async () => subtle.deriveBits({ name: 'PBKDF2', salt: bytes('salt'), iterations: 10, hash: 'SHA-512' }, await subtle.importKey('raw', bytes('password'), 'PBKDF2', false, ['deriveBits']), 256));
  await attempt('HKDF', async () => subtle.deriveBits({ name: 'HKDF', salt: bytes('salt'), info: bytes('info'), hash: 'SHA-256' }, await subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits']), 320));
  for (const derived of [{ name: 'AES-GCM', length: 128 }, { name: 'HMAC', hash: 'SHA-1' }, { name: 'HMAC', hash: 'SHA-1', length: 64 }, 'HKDF']) {
    await attempt(`deriveKey ${JSON.stringify(derived)}`, async () => {
      const base = await subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
      const isHkdf = derived === 'HKDF';
      const key = await subtle.deriveKey({ name: 'HKDF', salt: bytes('salt'), info: bytes('info'), hash: 'SHA-256' }, base, derived, !isHkdf, isHkdf ? ['deriveBits'] : derived.hash ? ['sign'] : ['encrypt']);
      return isHkdf ? describe(key) : subtle.exportKey('raw', key);
    });
  }
  for (const [name, extra] of [['X25519', {}], ['ECDH', { namedCurve: 'P-256' }]]) {
    const [one, two] = [await subtle.generateKey({ name, ...extra }, true, ['deriveBits', 'deriveKey']), await subtle.generateKey({ name, ...extra }, true, ['deriveBits', 'deriveKey'])];
    for (const length of [undefined, null, 256, 128, 9, 0, 520]) {
      await attempt(`${name} ${length}`, async () => {
        const secrets = [await subtle.deriveBits({ name, public: two.publicKey }, one.privateKey, length), await subtle.deriveBits({ name, public: one.publicKey }, two.privateKey, length)];
        return [secrets[0].byteLength, hex(secrets[0]) === hex(secrets[1])];
      });
    }
    await attempt(`${name} key`, async () => (await subtle.deriveKey({ name, public: two.publicKey }, one.privateKey, { name: 'AES-CBC', length: 256 }, true, ['encrypt'])).algorithm);
    await attempt(`${name} with a private key`, () => subtle.deriveBits({ name, public: two.privateKey }, one.privateKey, 128));
  }

  // ----- wrapping -----
  const wrapped = await importRaw({ name: 'HMAC', hash: 'SHA-256' }, ['sign']);
  for (const [algorithm, parameters] of [['AES-KW', 'AES-KW'], ['AES-GCM', { name: 'AES-GCM', iv: raw.subarray(0, 12) }], ['AES-CBC', { name: 'AES-CBC', iv: raw.subarray(0, 16) }]]) {
    const wrapper = await importRaw(algorithm, ['wrapKey', 'unwrapKey']);
    for (const format of ['raw', 'jwk']) {
      await attempt(`${algorithm} wraps ${format}`, async () => {
        const result = await subtle.wrapKey(format, wrapped, wrapper, parameters);
        const back = await subtle.unwrapKey(format, result, wrapper, parameters, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
        return [hex(result), hex(await subtle.exportKey('raw', back))];
      });
    }
    await attempt(`${algorithm} unwraps garbage`, () => subtle.unwrapKey('raw', new Uint8Array(48), wrapper, parameters, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']));
  }

  // ----- refused -----
  const gcm = await importRaw('AES-GCM', ['decrypt']);
  await attempt('not for encrypting', () => subtle.encrypt({ name: 'AES-GCM', iv: raw }, gcm, raw));
  await attempt('another algorithm', () => subtle.decrypt({ name: 'AES-CBC', iv: raw.subarray(0, 16) }, gcm, raw));
  await attempt('tampered', () => subtle.decrypt({ name: 'AES-GCM', iv: raw.subarray(0, 12) }, gcm, raw));
  await attempt('short', () => subtle.decrypt({ name: 'AES-GCM', iv: raw.subarray(0, 12) }, gcm, raw.subarray(0, 3)));
  await attempt('no vector', () => subtle.decrypt({ name: 'AES-GCM' }, gcm, raw));
  await attempt('no key', () => subtle.decrypt({ name: 'AES-GCM', iv: raw }, {}, raw));
  await attempt('too few', () => subtle.decrypt());
  await attempt('short key', () => importRaw('AES-GCM', ['decrypt'], raw.subarray(0, 5)));
  await attempt('no usages', () => importRaw('AES-GCM', []));
  await attempt('wrong usages', () => importRaw('AES-GCM', ['sign']));
  await attempt('extractable', () => subtle.importKey('raw', raw, 'PBKDF2', true, ['deriveBits']));
  await attempt('wrong format', () => subtle.importKey('spki', raw, 'AES-GCM', true, ['encrypt']));
  for (const jwk of [{}, { kty: 'RSA' }, { kty: 'oct' }, { kty: 'oct', k: 'AAAA' }, { kty: 'oct', k: raw.toString('base64url'), alg: 'A128GCM' }, { kty: 'oct', k: raw.toString('base64url'), use: 'sig' },
    { kty: 'oct', k: raw.toString('base64url'), key_ops: ['sign'] }, { kty: 'oct', k: raw.toString('base64url'), ext: false }, { kty: 'oct', k: raw.toString('base64url'), alg: 'A256GCM', use: 'enc', key_ops: ['encrypt'], ext: true }]) {
    await attempt(`jwk ${JSON.stringify(jwk)}`, async () => describe(await subtle.importKey('jwk', jwk, 'AES-GCM', true, ['encrypt'])));
  }
  await attempt('garbage', () => subtle.importKey('spki', raw, 'Ed25519', true, ['verify']));
  await attempt('another kind', async () => subtle.importKey('spki', nodeCrypto.generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }), 'Ed25519', true, ['verify']));

  // ----- beside node:crypto -----
  const pair = nodeCrypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await attempt('toCryptoKey', () => describe(pair.privateKey.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])));
  await attempt('secret toCryptoKey', () => describe(nodeCrypto.createSecretKey(raw).toCryptoKey('AES-GCM', false, ['encrypt'])));
  await attempt('both verify', async () => {
    const key = pair.privateKey.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, raw);
    return nodeCrypto.verify('sha256', raw, { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature));
  });
  console.log(subtle.digest.length, subtle.importKey.length, subtle.unwrapKey.length, Object.prototype.toString.call(subtle), nodeCrypto.webcrypto.subtle === subtle);
}

main();
