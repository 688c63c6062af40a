// Diffie-Hellman with numbers, the groups of the RFCs, primes, and constants. Random ones are checked, not printed.
'use strict';
const assert = require('assert');
const crypto = require('crypto');

function attempt(label, call) {
  try {
    const result = call();
    console.log(label, Buffer.isBuffer(result) || result instanceof ArrayBuffer ? Buffer.from(result).toString('hex') : String(result));
  } catch (error) {
    console.log(label, '!!', [error.constructor.name, error.message, error.code].join('|'));
  }
}

console.log(JSON.stringify(crypto.constants));

// ----- groups -----

for (const name of ['modp1', 'modp2', 'modp5', 'modp14', 'MODP15', 'modp16', 'modp17', 'modp18', 'nope', 5]) {
  attempt(name, () => {
    const group = crypto.getDiffieHellman(name);
    return [crypto.hash('sha1', group.getPrime()), group.getPrime().length, group.getGenerator('hex'), group.verifyError];
  });
}
for (const name of ['modp2', 'modp14']) {
  const [one, two] = [crypto.createDiffieHellmanGroup(name), crypto.createDiffieHellman(crypto.getDiffieHellman(name).getPrime())];
  const [first, second] = [one.generateKeys(), two.generateKeys('hex')];
  assert.deepStrictEqual(one.computeSecret(second, 'hex'), two.computeSecret(first));
  console.log(name, first.length, one instanceof crypto.DiffieHellmanGroup, two instanceof crypto.DiffieHellman, one.setPrivateKey, typeof two.setPrivateKey);
}

// ----- of one's own -----

const prime = crypto.getDiffieHellman('modp1').getPrime();
const fixed = crypto.createDiffieHellman(prime, 2);
fixed.setPrivateKey('0123456789abcdef', 'hex');
attempt('public', () => fixed.generateKeys('hex'));
attempt('private', () => fixed.getPrivateKey('hex'));
attempt('secret', () => fixed.computeSecret(Buffer.from([5]), null, 'hex'));
attempt('generator 5', () => crypto.createDiffieHellman(prime.toString('hex'), 'hex', 5).getGenerator('hex'));
attempt('generator as text', () => crypto.createDiffieHellman(prime.toString('hex'), 'hex', '07', 'hex').getGenerator('hex'));
attempt('no keys', () => crypto.createDiffieHellman(prime).getPublicKey());
attempt('no private key', () => crypto.createDiffieHellman(prime).getPrivateKey());
attempt('small', () => fixed.computeSecret(Buffer.from([1])));
attempt('large', () => fixed.computeSecret(Buffer.concat([prime, Buffer.from([0])])));
for (const args of [[], [null], [{}], ['x'], [prime, {}], [prime, 'hex', {}], [1.5], [2 ** 40]]) {
  attempt(`createDiffieHellman ${args.length}`, () => typeof crypto.createDiffieHellman(...args));
}
attempt('a prime made for it', () => {
  const dh = crypto.createDiffieHellman(512);
  return [dh.getPrime().length, crypto.checkPrimeSync(dh.getPrime())];
});

// ----- primes -----

for (const [candidate, expected] of [[0n, false], [1n, false], [2n, true], [3n, true], [4n, false], [561n, false], [65537n, true], [(1n << 127n) - 1n, true],
  [(1n << 128n) + 1n, false], [Buffer.from([7]), true], [new Uint8Array([1, 0, 1]).buffer, true]]) {
  assert.strictEqual(crypto.checkPrimeSync(candidate), expected);
}
for (const args of [[], [5], ['5'], [-1n], [7n, 5], [7n, { checks: -1 }], [7n, { checks: 'x' }], [7n, { checks: 10 }]]) attempt('checkPrime', () => crypto.checkPrimeSync(...args));
for (const size of [2, 3, 5, 16, 64, 129, 256]) {
  for (const options of [{}, { bigint: true }, { safe: size > 5, bigint: true }]) {
    const made = crypto.generatePrimeSync(size, options);
    assert.strictEqual(made instanceof ArrayBuffer, !options.bigint);
    assert.ok(crypto.checkPrimeSync(made));
    const number = typeof made === 'bigint' ? made : BigInt(`0x${Buffer.from(made).toString('hex')}`);
    assert.strictEqual(number.toString(2).length, size);
    if (options.safe) assert.ok(crypto.checkPrimeSync((number - 1n) / 2n));
  }
}
assert.strictEqual(crypto.generatePrimeSync(64, { add: 30n, rem: 7n, bigint: true }) % 30n, 7n);
assert.strictEqual(crypto.generatePrimeSync(32, { add: 12n, bigint: true }) % 12n, 1n);
for (const args of [[], [0], ['8'], [8, 5], [8, { safe: 1 }], [8, { bigint: 1 }], [8, { add: 5 }], [8, { add: 1000n }], [8, { add: 5n, rem: 7n }], [8, { rem: -1n }], [1.5]]) {
  attempt('generatePrime', () => typeof crypto.generatePrimeSync(...args));
}
attempt('no callback', () => crypto.generatePrime(8));
crypto.generatePrime(64, { bigint: true }, (error, made) => {
  console.log(error, crypto.checkPrimeSync(made));
  crypto.checkPrime(made, (failed, isPrime) => console.log(failed, isPrime));
});
