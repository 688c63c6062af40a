// The colours that messages of the runtime itself use; empty texts where the standard error stream shows none.
'use strict';

const CODES = {
  blue: '\x1b[34m', green: '\x1b[32m', white: '\x1b[39m', yellow: '\x1b[33m', red: '\x1b[31m', gray: '\x1b[90m',
  clear: '\x1bc', reset: '\x1b[0m',
};

// How many bits of colour the environment forces: FORCE_COLOR wins over what the terminal is.
function forcedColorDepth(value) {
  switch (value) {
    case '':
    case '1':
    case 'true': return 4;
    case '2': return 8;
    case '3': return 24;
    default: return 1;
  }
}

const colors = {
  hasColors: false,

  shouldColorize(stream) {
    const forced = process.env.FORCE_COLOR;
    if (forced !== undefined) return forcedColorDepth(forced) > 2;
    if (!stream?.isTTY) return false;
    return typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true;
  },

  // Looks at the stream and the environment again: they can change while a program runs.
  refresh() {
    colors.hasColors = colors.shouldColorize(require('internal/process/output').outputOf('stderr'));
    for (const name of Object.keys(CODES)) colors[name] = colors.hasColors ? CODES[name] : '';
  },
};
for (const name of Object.keys(CODES)) colors[name] = '';

module.exports = colors;
