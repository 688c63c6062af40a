// node:readline as a terminal's line editor: keys, history, completion, and what it writes.
'use strict';

process.env.TERM = 'xterm';
const readline = require('readline');
const { EventEmitter } = require('events');

class Terminal extends EventEmitter {
  isTTY = true;
  columns = 20;
  written = '';
  modes = [];

  write(text) {
    this.written += text;
    return true;
  }

  setRawMode(mode) {
    this.modes.push(mode);
    this.isRaw = mode;
  }

  pause() {}

  resume() {}

  take() {
    const { written } = this;
    this.written = '';
    return JSON.stringify(written);
  }
}

function start(options) {
  const terminal = new Terminal();
  const rl = readline.createInterface({ input: terminal, output: terminal, ...options });
  rl.on('line', (line) => console.log('line', JSON.stringify(line)));
  return { terminal, rl };
}

const { terminal, rl } = start({ prompt: '$ ', historySize: 3 });
const press = (keys, note = JSON.stringify(keys)) => {
  terminal.emit('data', keys);
  console.log(note, JSON.stringify(rl.line), rl.cursor, terminal.take());
};
console.log(rl.terminal, terminal.modes, rl.columns);
rl.prompt();
console.log(terminal.take());
press('hello');
press('\x1b[D\x1b[D', 'left twice');
press('X');
press('\x7f', 'backspace');
press('\x1b[3~', 'delete');
press('\x01', 'home');
press('\x05', 'end');
press(' brave new world', 'wraps');
press('\x1b[1;5D', 'a word left');
press('\x1bb', 'another');
press('\x1b[1;5C', 'a word right');
press('\x17', 'delete the word before');
press('\x1bd', 'delete the word after');
press('\x19', 'yank nothing');
press('\x0b', 'cut the rest');
press('\x15', 'cut all');
press('\x19', 'yank');
press('\x1by', 'yank pop');
press('\x1f', 'undo');
press('\x1e', 'redo');
press('\r', 'return');
press('second\n', 'enter');
press('third\r', 'third');
press('third\r', 'the same again');
console.log(rl.history, rl.historyIndex, rl.historySize);
press('\x1b[A', 'up');
press('\x1b[A', 'up');
press('\x1b[A', 'up');
press('\x1b[A', 'beyond');
press('\x1b[B', 'down');
press('\x1b[B\x1b[B\x1b[B', 'down to the end');
press('se\x1b[A', 'search');
press('\x10', 'previous');
press('\x0e', 'next');
press('\x15pasted\ntwo lines\nrest', 'pasted');
press('\x15wide 漢字\x1b[D', 'wide');
press('\x15a\tb', 'tab');
press('\x15😀\x1b[D\x1b[C\x7f', 'pair');
press('\x0c', 'clear the screen');
console.log(rl.getCursorPos());
rl.write('by hand');
rl.write(null, { ctrl: true, name: 'u' });
console.log(JSON.stringify(rl.line), terminal.take());
terminal.emit('resize');
console.log(terminal.take());
rl.on('SIGINT', () => console.log('SIGINT'));
press('\x03', 'ctrl+c');
rl.removeAllListeners('SIGINT');
rl.on('close', () => console.log('close'));
press('\x04', 'ctrl+d');
console.log(terminal.modes, rl.closed, terminal.listenerCount('keypress'));

// Completion.
const words = ['alpha', 'alphabet', 'beta', ''];
const completing = start({
  completer: (line) => [words.filter((word) => word.startsWith(line)), line], prompt: '',
});
const type = (keys) => {
  completing.terminal.emit('data', keys);
  console.log(JSON.stringify(completing.rl.line), completing.terminal.take());
};
type('al');
type('\t');
type('\t');
type('\t');
type('x\t');
completing.rl.close();

const slow = start({
  completer: (line, callback) => callback(line === 'bad' ? new Error('no words') : null, [['x1', 'x2'], 'x']), prompt: '',
});
slow.terminal.emit('data', 'x');
slow.terminal.emit('data', '\t');
console.log(slow.rl.line, slow.terminal.take());
slow.rl.close();

// History that is given, without duplicates.
const given = ['b', 'a'];
const kept = start({ history: given, removeHistoryDuplicates: true, prompt: '> ' });
kept.rl.on('history', (history) => console.log('history', history));
kept.terminal.emit('data', 'a\rc\r');
console.log(kept.rl.history === given, given);
kept.rl.question('password? ', (answer) => console.log('answer', answer));
kept.rl._writeToOutput = (text) => console.log('hidden', JSON.stringify(text));
kept.terminal.emit('data', 's');
kept.terminal.emit('data', '\r');
kept.rl.close();
