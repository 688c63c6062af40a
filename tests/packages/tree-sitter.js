// tree-sitter 0.21 with a grammar: parsing, walking, editing, queries, input from a function, refusals.
'use strict';
const assert = require('assert');
const Parser = require('tree-sitter');
const JSONGrammar = require('tree-sitter-json');

const source = '{\n  "näme": ["a", 1.5e3, true, null, {"deep": {"er": []}}],\n  "b": "x\\n"\n}';

function attempt(label, run) {
  try {
    console.log(label, 'gave', run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const parser = new Parser();
parser.setLanguage(JSONGrammar);
const tree = parser.parse(source);
const root = tree.rootNode;
console.log(root.toString());
console.log(root.type, root.childCount, root.namedChildCount, root.startPosition, root.endPosition, root.hasError, root.text === source);
const object = root.firstNamedChild;
console.log(object.constructor.name, object.children.map((node) => node.type).join(' '), object.namedChildren.map((node) => node.text).join(' / '));
const first = object.namedChild(0);
console.log(first.childForFieldName('key').text, first.childForFieldName('value').type, first.keyNode?.text, first.nextNamedSibling.text, first.parent.id === object.id);
console.log(root.descendantForPosition({ row: 1, column: 12 }).text, root.namedDescendantForIndex(30).text, root.descendantsOfType(['number', 'true', 'null']).map((node) => `${node.type}@${node.startIndex}`).join(' '));

const cursor = tree.walk();
const path = [];
for (let more = true; more;) {
  path.push(`${cursor.nodeType}${cursor.currentFieldName ? `:${cursor.currentFieldName}` : ''}`);
  if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) continue;
  for (more = false; cursor.gotoParent();) {
    if (cursor.gotoNextSibling()) { more = true; break; }
  }
}
console.log(path.join(' '));

const query = new Parser.Query(JSONGrammar, '(pair key: (string (string_content) @key) value: (_) @value) ((number) @big (#match? @big "e"))');
for (const { pattern, captures } of query.matches(root)) console.log(pattern, captures.map(({ name, node }) => `${name}=${node.text.replaceAll('\n', '~')}`).join(', '));
console.log(query.captures(root, { startPosition: { row: 2, column: 0 }, endPosition: { row: 3, column: 0 } }).map(({ name }) => name).join());

// An edit, and what changed by it.
const edited = source.replace('1.5e3', '"text"');
const at = source.indexOf('1.5e3');
tree.edit({ startIndex: at, oldEndIndex: at + 5, newEndIndex: at + 6, startPosition: { row: 1, column: at - 2 }, oldEndPosition: { row: 1, column: at + 3 }, newEndPosition: { row: 1, column: at + 4 } });
const again = parser.parse(edited, tree);
console.log(again.rootNode.toString() !== root.toString(), tree.getChangedRanges(again).length, again.rootNode.descendantsOfType('number').length);

// Text from a function, piece by piece.
const chunked = parser.parse((index) => source.slice(index, index + 7));
assert.strictEqual(chunked.rootNode.toString(), parser.parse(source).rootNode.toString());
const broken = parser.parse('{"a": [1, }').rootNode;
console.log(broken.hasError, broken.toString());
const big = `[${Array.from({ length: 3000 }, (_, i) => `{"n": ${i}}`).join()}]`;
console.log(parser.parse(big, null, { bufferSize: 1 << 20 }).rootNode.descendantsOfType('pair').length);

attempt('no language', () => new Parser().setLanguage());
attempt('language is an object', () => new Parser().setLanguage({}));
attempt('input is a number', () => parser.parse(5));
attempt('too long for the buffer', () => parser.parse(big).rootNode.type);
attempt('function throws', () => parser.parse(() => { throw new RangeError('from the input'); }));
attempt('query', () => new Parser.Query(JSONGrammar, '(pair'));
attempt('query of an unknown node', () => new Parser.Query(JSONGrammar, '(nothing) @x'));
attempt('query of nothing', () => new Parser.Query(JSONGrammar));
attempt('position', () => root.descendantForPosition({ row: 'x' }));
attempt('getText', () => parser.getLanguage() === JSONGrammar);
