// Colours for the text of a regular expression: one colour per nesting depth, operators a few steps further.
// A scanner that accepts anything; it only has to be right for what the language accepts.
'use strict';

const DEFAULT_PALETTE = ['green', 'red', 'yellow', 'cyan', 'magenta'];
const OPERATORS = '|+*?,^$';

class Scanner {
  constructor(text, palette) {
    this.text = text;
    this.palette = palette;
    this.at = 0;
    this.depth = 0;
    this.output = '';
  }

  get rest() {
    return this.text.length - this.at;
  }

  // Writes a token in the colour of the current depth, or of one `deeper`.
  write(token, deeper = 0) {
    const color = this.palette[(this.depth + deeper) % this.palette.length] ?? this.palette[0];
    this.output += `\x1b[${color[0]}m${token}\x1b[${color[1]}m`;
  }

  // Takes the text that a sticky pattern matches here; '' when there is none.
  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  takeDigits() {
    return this.take(/[0-9]*/y);
  }

  // \u{61}, \p{L}, \k<name>: the brackets in one colour, what they hold in another.
  writeBracketed(start, end, outdent) {
    const close = this.text.indexOf(end, this.at + 1);
    if (close === -1) {
      this.write(start, 1);
      this.at += 1;
      return;
    }
    this.write(start, -outdent);
    this.write(this.text.slice(this.at + 1, close), 1 - outdent);
    this.write(end, -outdent);
    this.at = close + 1;
  }

  // `\` and what belongs to it. Brackets follow some letters; a reference is a number or a name.
  escape(inClass) {
    let token = this.take(/\\[\s\S]?/y);
    const letter = token[1];
    const next = this.text[this.at];
    if (next === '{' && (letter === 'u' || letter === 'p' || letter === 'P')) {
      this.writeBracketed(`${token}{`, '}', 0);
      return;
    }
    if (letter === 'x') token += this.take(/[\s\S]{0,2}/y);
    if (inClass) {
      this.write(token);
      return;
    }
    if (letter === 'k' && next === '<') {
      this.writeBracketed(`${token}<`, '>', 1);
      return;
    }
    if (letter >= '0' && letter <= '9') token += this.takeDigits();
    this.write(token, 1);
  }

  characterClass() {
    this.write('[');
    this.depth++;
    this.at++;
    while (this.rest > 0) {
      const character = this.text[this.at];
      if (character === '\\') {
        this.escape(true);
        continue;
      }
      this.at++;
      if (character === ']') {
        this.depth--;
        this.write(']');
        return;
      }
      const isRange = character === '-' && this.text[this.at - 2] !== '[' && this.rest > 0 && this.text[this.at] !== ']';
      this.write(character, isRange ? 1 : 0);
    }
  }

  // "(" and the sign that says what kind of group it is.
  openGroup() {
    this.write('(');
    this.depth++;
    this.at++;
    if (this.text[this.at] !== '?') return;
    const kind = this.take(/\?(?:[:=!]|<[=!]|<)?/y);
    if (kind === '?') {
      this.write('?');
    } else if (kind !== '?<') {
      this.write(kind, -1);
    } else {
      const name = this.take(/[^>]*/y);
      this.write('?<', -1);
      this.write(name);
      if (this.rest > 0) {
        this.write('>', -1);
        this.at++;
      }
    }
  }

  // {2}, {2,}, {2,3}; anything else is a brace.
  quantifier() {
    this.at++;
    const least = this.takeDigits();
    const hasComma = this.text[this.at] === ',';
    if (least === '' && !hasComma && this.rest > 0) {
      this.write('{', 1);
      return;
    }
    if (least !== '' || hasComma) {
      this.write('{');
      this.depth++;
    }
    if (least !== '') this.write(least, 1);
    if (hasComma) {
      this.write(',');
      this.at++;
    }
    const most = this.takeDigits();
    if (most !== '') this.write(most, 1);
    if (this.text[this.at] === '}') {
      this.depth--;
      this.write('}');
      this.at++;
    }
    if (this.text[this.at] === '?') {
      this.write('?', 3);
      this.at++;
    }
  }

  run() {
    this.write('/');
    this.depth++;
    this.at = 1;
    while (this.rest > 0) {
      const character = this.text[this.at];
      if (character === '/') break;
      if (character === '[') this.characterClass();
      else if (character === '(') this.openGroup();
      else if (character === '\\') this.escape(false);
      else if (character === '{') this.quantifier();
      else {
        this.at++;
        if (character === ')') {
          this.depth--;
          this.write(')');
        } else if (OPERATORS.includes(character)) {
          this.write(character, 3);
        } else {
          this.write(character, character === '.' ? 2 : 1);
        }
      }
    }
    this.write('/', -1);
    this.at++;
    if (this.rest > 0) this.write(this.text.slice(this.at));
    return this.output;
  }
}

function highlightRegExp(text, paletteNames, colors) {
  const names = paletteNames?.length > 0 ? paletteNames : DEFAULT_PALETTE;
  const palette = names.map((name) => colors[name]).filter(Boolean);
  return palette.length === 0 ? text : new Scanner(text, palette).run();
}

module.exports = { highlightRegExp };
