// node-expat, on V8 and nan: a parser that calls back into JavaScript, in pieces, with entities and errors.
'use strict';
const assert = require('assert');
const expat = require('node-expat');

const seen = [];
const parser = new expat.Parser('UTF-8');
for (const event of ['startElement', 'endElement', 'text', 'comment', 'processingInstruction', 'startCdata', 'xmlDecl']) {
  parser.on(event, (...values) => seen.push([event, ...values]));
}
const document = '<?xml version="1.0"?><a x="1" y="&lt;ü"><!-- note --><b>text &amp; more</b><?go on?><![CDATA[<raw>]]></a>';
for (const piece of Buffer.from(document)) assert.ok(parser.write(Buffer.from([piece])));
parser.end();
const text = seen.filter(([event]) => event === 'text').map(([, value]) => value).join('');
assert.strictEqual(text, 'text & more<raw>');
assert.deepStrictEqual(seen.find(([event]) => event === 'startElement'), ['startElement', 'a', { x: '1', y: '<ü' }]);
assert.deepStrictEqual(seen.filter(([event]) => event === 'endElement').map(([, name]) => name), ['b', 'a']);
assert.ok(seen.some(([event, value]) => event === 'comment' && value === ' note '));

const broken = new expat.Parser('UTF-8');
let error;
broken.on('error', (value) => (error = value));
broken.write('<a></b>');
assert.match(String(error), /mismatched tag/);
