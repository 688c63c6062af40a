// tty, as far as it can be seen without a terminal.
'use strict';
const fs = require('fs');
const net = require('net');
const tty = require('tty');

const attempt = (call) => {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

console.log(Object.keys(tty).join());
const file = fs.openSync(__filename);
console.log([file, 9999, -1, 1.5, 'x', undefined, null, 2 ** 31].map((fd) => tty.isatty(fd)));
for (const Stream of [tty.ReadStream, tty.WriteStream]) {
  console.log(Stream.name, Stream.prototype instanceof net.Socket);
  for (const fd of [-1, 'x', 1.5, undefined]) attempt(() => new Stream(fd));
  attempt(() => Stream(file));
}
fs.closeSync(file);

const { getColorDepth, hasColors, isTTY } = tty.WriteStream.prototype;
console.log(isTTY, tty.ReadStream.prototype.isTTY);
for (const env of [{}, { TERM: 'xterm' }, { TERM: 'xterm-256color' }, { TERM: 'dumb' }, { COLORTERM: 'truecolor' },
                   { TERM: 'xterm', NO_COLOR: '1' }, { FORCE_COLOR: '' }, { FORCE_COLOR: '0' }, { FORCE_COLOR: '3' },
                   { TMUX: '1' }, { CI: '1', TRAVIS: '1' }, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0' },
                   { TERM_PROGRAM: 'Apple_Terminal' }, { TERM: 'rxvt-unicode' }, { TERM: 'screen' }, { TERM: 'linux' }]) {
  const stream = { getColorDepth };
  console.log(env, stream.getColorDepth(env), hasColors.call(stream, env), hasColors.call(stream, 256, env));
}
attempt(() => hasColors.call({ getColorDepth }, 1));
attempt(() => hasColors.call({ getColorDepth }, 'x'));
