// node:readline over streams that are no terminals, and the control sequences it writes.
'use strict';

const readline = require('readline');
const { EventEmitter } = require('events');
const { PassThrough, Readable } = require('stream');
const { promisify } = require('util');

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

class Input extends EventEmitter {
  pause() {
    console.log('(input paused)');
  }

  resume() {
    console.log('(input resumed)');
  }
}

function output() {
  const written = [];
  return { written, write(text, callback) {
    written.push(text);
    if (callback) process.nextTick(callback);
    return true;
  } };
}

// Lines of chunks, however they are cut.
const input = new Input();
const rl = readline.createInterface({ input, crlfDelay: Infinity });
for (const event of ['line', 'close', 'pause', 'resume', 'history']) {
  rl.on(event, (value) => console.log(event, JSON.stringify(value)));
}
console.log(rl instanceof readline.Interface, rl instanceof EventEmitter, rl.terminal, rl.line, rl.closed);
input.emit('data', 'one\ntwo\r\nthr');
input.emit('data', Buffer.from('ee\r'));
input.emit('data', '\nfour\rfive\u2028six\u2029');
input.emit('data', Buffer.from([0xE2, 0x82]));
input.emit('data', Buffer.from([0xAC, 0x0A]));
input.emit('data', '\n\n');
rl.write('written\n');
rl.pause();
rl.pause();
rl.resume();
input.emit('data', 'no end');
input.emit('end');
console.log(rl.closed, attempt(() => rl.pause()), attempt(() => rl.write('x')), attempt(() => rl.question('x', () => {})));
rl.close();
console.log(input.listenerCount('data'), input.listenerCount('end'), input.listenerCount('error'));

// Prompts and questions.
const out = output();
const asking = readline.createInterface({ input: new Input(), output: out, prompt: 'ask> ' });
console.log(asking.getPrompt());
asking.prompt();
asking.setPrompt('other> ');
asking.prompt();
asking.on('line', (line) => console.log('a line', line));
asking.question('name? ', (answer) => console.log('answer', answer, asking.getPrompt()));
asking.input.emit('data', 'me\nmore\n');
const controller = new AbortController();
asking.question('aborted? ', { signal: controller.signal }, () => console.log('never'));
controller.abort();
asking.input.emit('data', 'not an answer\n');
console.log(out.written, attempt(() => asking.question('x', { signal: 5 }, () => {})));
asking.close();

// Arguments.
console.log(attempt(() => readline.createInterface({ input: new Input(), completer: 5 })));
console.log(attempt(() => readline.createInterface({ input: new Input(), tabSize: 'x' })));
console.log(attempt(() => readline.createInterface({ input: new Input(), escapeCodeTimeout: 'x' })));
console.log(attempt(() => readline.createInterface({ input: new Input(), history: 'x' })));
console.log(attempt(() => readline.createInterface({ input: new Input(), historySize: -1 })));
console.log(attempt(() => readline.createInterface({ input: new Input(), signal: {} })));

// The old way to inherit.
function Old(stream) {
  readline.Interface.call(this, stream);
}
Object.setPrototypeOf(Old.prototype, readline.Interface.prototype);
const old = new Old(new Input());
old.on('line', (line) => console.log('old', line));
old.input.emit('data', 'style\n');
old.close();
console.log(readline.Interface(new Input()) instanceof readline.Interface);

// Control sequences.
const cursor = output();
console.log(readline.cursorTo(cursor, 1), readline.cursorTo(cursor, 1, 2), readline.moveCursor(cursor, -1, 2),
            readline.moveCursor(cursor, 3, -4), readline.moveCursor(cursor, 0, 0), readline.clearLine(cursor, -1),
            readline.clearLine(cursor, 0), readline.clearLine(cursor, 1), readline.clearScreenDown(cursor),
            readline.cursorTo(undefined, 1, () => console.log('no stream')));
console.log(JSON.stringify(cursor.written));
console.log(attempt(() => readline.cursorTo(cursor, 'a', 1)), attempt(() => readline.cursorTo(cursor, NaN)),
            attempt(() => readline.clearLine(cursor, 0, 5)), attempt(() => readline.moveCursor(cursor, 1, 1, {})));

// Keys.
const keys = new EventEmitter();
readline.emitKeypressEvents(keys);
keys.on('keypress', (text, key) => console.log(JSON.stringify([text, key])));
keys.emit('data', Buffer.from('aZ5 .€\r\n\t\x7f\x03'));
keys.emit('data', '\x1b[A\x1b[1;5C\x1bOP\x1b[24~\x1b[3;5~\x1b[3$\x1bOa\x1b[Z\x1b[[A\x1b[200~x\x1b[201~\x1ba\x1b\x1b[A\x1b[99z😀');

(async () => {
  // Lines as they are iterated, of real streams.
  const lines = [];
  for await (const line of readline.createInterface({ input: Readable.from(['a\nb', 'c\n', 'last']) })) lines.push(line);
  console.log(lines);
  const stream = new PassThrough();
  const some = readline.createInterface({ input: stream });
  stream.write('1\n2\n3\n');
  for await (const line of some) {
    console.log('iterated', line);
    if (line === '2') break;
  }
  some.close();
  const promised = new PassThrough();
  const q = readline.createInterface({ input: promised, output: output() });
  setImmediate(() => promised.write('promised answer\n'));
  console.log(await promisify(q.question).call(q, 'q? '));
  await promisify(q.question).call(q, 'q? ', { signal: AbortSignal.abort() }).catch((error) => console.log(error.code));
  q.close();

  const promises = require('readline/promises');
  console.log(readline.promises === promises, Object.keys(promises));
  const asks = new PassThrough();
  const p = promises.createInterface({ input: asks, output: output() });
  const answer = p.question('? ');
  asks.write('yes\n');
  console.log(await answer, p instanceof promises.Interface);
  const late = new AbortController();
  const aborted = p.question('? ', { signal: late.signal });
  late.abort();
  await aborted.catch((error) => console.log(error.name, error.code));
  p.close();
  const committed = new PassThrough();
  const actions = new promises.Readline(committed);
  await actions.cursorTo(1, 2).moveCursor(1, -1).clearLine(0).clearScreenDown().commit();
  actions.clearLine(1).rollback();
  await actions.commit();
  console.log(JSON.stringify(committed.read().toString()), attempt(() => actions.clearLine(5)), attempt(() => new promises.Readline(5)));
  const closing = new AbortController();
  const ends = readline.createInterface({ input: new PassThrough(), signal: closing.signal });
  ends.on('close', () => console.log('closed by the signal'));
  closing.abort();
})();
