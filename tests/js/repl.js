// node:repl over plain streams.
'use strict';

const repl = require('repl');
const { PassThrough } = require('stream');

const input = new PassThrough();
const output = new PassThrough();
let text = '';
output.on('data', (data) => {
  text += data;
});
const server = repl.start({ prompt: '> ', input, output, terminal: false });
server.context.given = { answer: 42 };
server.defineCommand('hello', { help: 'says so', action(name) {
  this.output.write(`hello ${name}\n`);
  this.displayPrompt();
} });
server.on('exit', () => {
  console.log(text);
  console.log(server instanceof repl.REPLServer, typeof repl.writer({}), repl.isValidSyntax('1 +'), repl.isValidSyntax('1 1'));
});
const lines = [
  '1 + 1', 'given.answer', 'var x = [1, 2', ']', 'x', '_', '{ a: 1 }', 'undefined', 'nowhere', 'throw new Error("mine")',
  'function f() {', '  return "f";', '}', 'f()', '.hello you', '.nonsense', 'typeof require', 'const c = 5', 'c + 1', '.exit',
];
for (const line of lines) input.write(`${line}\n`);
