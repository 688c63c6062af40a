// Whether a descriptor is one of a terminal, and giving the terminal its mode back when the process ends.
'use strict';

function isTerminal(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 0x7fffffff && internalBinding('process').fdKind(fd) === 'TTY';
}

let isRestored = false;

// From now on the mode of the terminal ends with the process.
function restoreAtExit() {
  if (isRestored) return;
  isRestored = true;
  process.on('exit', () => internalBinding('handles').resetTerminal());
}

module.exports = { isTerminal, restoreAtExit };
