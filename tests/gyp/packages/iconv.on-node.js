// iconv through the package's own JavaScript: a converter is a stream, and napkin has no node:stream yet.
'use strict';
const assert = require('assert');
const { Iconv } = require('iconv');

assert.strictEqual(new Iconv('UTF-8', 'ASCII//TRANSLIT').convert('çà va').toString().replace(/[^\w ]/g, ''), 'ca va');
assert.deepStrictEqual(new Iconv('ISO-8859-1', 'UTF-8').convert(Buffer.from([0xfc])), Buffer.from('ü'));
assert.throws(() => new Iconv('UTF-8', 'ASCII').convert('ü'), { code: 'EILSEQ' });
assert.throws(() => new Iconv('xxx', 'yyy'), /not supported/);
const stream = new Iconv('UTF-8', 'UTF-16LE');
const chunks = [];
stream.on('data', (chunk) => chunks.push(chunk));
stream.on('end', () => assert.strictEqual(Buffer.concat(chunks).toString('utf16le'), 'Grüße'));
for (const byte of Buffer.from('Grüße')) stream.write(Buffer.from([byte]));
stream.end();
