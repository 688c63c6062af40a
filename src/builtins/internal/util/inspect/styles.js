// The colours of inspection: `inspect.colors` (name to escape codes), `inspect.styles` (kind of value to colour).
'use strict';

const FOREGROUND = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

const colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
};
const capital = (name) => name[0].toUpperCase() + name.slice(1);
FOREGROUND.forEach((name, i) => { colors[name] = [30 + i, 39]; });
FOREGROUND.forEach((name, i) => { colors[`bg${capital(name)}`] = [40 + i, 49]; });
colors.framed = [51, 54];
colors.overlined = [53, 55];
colors.gray = [90, 39];
FOREGROUND.slice(1).forEach((name, i) => { colors[`${name}Bright`] = [91 + i, 39]; });
colors.bgGray = [100, 49];
FOREGROUND.slice(1).forEach((name, i) => { colors[`bg${capital(name)}Bright`] = [101 + i, 49]; });

const ALIASES = {
  gray: ['grey', 'blackBright'],
  bgGray: ['bgGrey', 'bgBlackBright'],
  dim: ['faint'],
  strikethrough: ['crossedout', 'strikeThrough', 'crossedOut'],
  hidden: ['conceal'],
  inverse: ['swapColors', 'swapcolors'],
  doubleunderline: ['doubleUnderline'],
};
for (const target of Object.keys(ALIASES)) {
  for (const alias of ALIASES[target]) {
    Object.defineProperty(colors, alias, {
      __proto__: null,
      get() {
        return this[target];
      },
      set(value) {
        this[target] = value;
      },
      configurable: true,
      enumerable: false,
    });
  }
}

const regexp = function highlightRegExp(text) {
  return require('internal/util/inspect/regexp_colors').highlightRegExp(text, regexp.colors, colors);
};
regexp.colors = ['green', 'red', 'yellow', 'cyan', 'magenta'];

const styles = {
  __proto__: null,
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp,
  module: 'underline',
};

function stylizeNoColor(text) {
  return text;
}

module.exports = { colors, stylizeNoColor, styles };
