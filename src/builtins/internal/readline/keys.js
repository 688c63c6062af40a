// Key presses out of the characters that a terminal sends.
'use strict';

const { ESCAPE } = require('internal/readline/terminal');

// What follows ESC, by the key it means. Upper case and digits: xterm, gnome, putty; the rest is what rxvt adds.
const NAMES = {
  f1: '[P OP [11~ [[A', f2: '[Q OQ [12~ [[B', f3: '[R OR [13~ [[C', f4: '[S OS [14~ [[D', f5: '[15~ [[E', f6: '[17~',
  f7: '[18~', f8: '[19~', f9: '[20~', f10: '[21~', f11: '[23~', f12: '[24~',
  up: '[A OA', down: '[B OB', right: '[C OC', left: '[D OD', clear: '[E OE', end: '[F OF [4~ [8~',
  home: '[H OH [1~ [7~', insert: '[2~', delete: '[3~', pageup: '[5~ [[5~', pagedown: '[6~ [[6~',
  'paste-start': '[200~', 'paste-end': '[201~',
};
const WITH_SHIFT = {
  up: '[a', down: '[b', right: '[c', left: '[d', clear: '[e', insert: '[2$', delete: '[3$', pageup: '[5$',
  pagedown: '[6$', home: '[7$', end: '[8$', tab: '[Z',
};
const WITH_CONTROL = {
  up: 'Oa', down: 'Ob', right: 'Oc', left: 'Od', clear: 'Oe', insert: '[2^', delete: '[3^', pageup: '[5^',
  pagedown: '[6^', home: '[7^', end: '[8^',
};

const byCode = new Map();
for (const [names, modifier] of [[NAMES, undefined], [WITH_SHIFT, 'shift'], [WITH_CONTROL, 'ctrl']]) {
  for (const name in names) for (const code of names[name].split(' ')) byCode.set(code, { name, modifier });
}

const CHARACTERS = {
  __proto__: null,
  '\r': 'return', '\n': 'enter', '\t': 'tab', '\b': 'backspace', '\x7f': 'backspace', [ESCAPE]: 'escape', ' ': 'space',
};

const isDigit = (character) => character >= '0' && character <= '9';

// Reads an escape sequence that begins with `first`, 'O' or '[': its code and its modifiers (a number of bits), and all
// its characters, in `taken`.
function* readSequence(first, taken) {
  const next = function* next() {
    const character = yield;
    taken.text += character;
    return character;
  };
  let code = first;
  let character = yield* next();
  if (first === 'O') {
    let modifiers = 0;
    if (isDigit(character)) {
      modifiers = Number(character) - 1;
      character = yield* next();
    }
    return { code: code + character, modifiers };
  }
  if (character === '[') {
    code += character;
    character = yield* next();
  }
  const start = taken.text.length - 1;
  // Up to three digits, and a modifier.
  for (let digits = 0; digits < 3 && isDigit(character); digits++) character = yield* next();
  if (character === ';' && isDigit(yield* next())) yield* next();
  const command = taken.text.slice(start);
  let match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command);
  if (match !== null) {
    if (match[4] !== undefined) return { code: code + match[4], modifiers: 0 };
    return { code: code + match[1] + match[3], modifiers: (match[2] ?? 1) - 1 };
  }
  match = /^((\d;)?(\d))?([A-Za-z])$/.exec(command);
  if (match !== null) return { code: code + match[4], modifiers: (match[3] ?? 1) - 1 };
  return { code: code + command, modifiers: 0 };
}

function nameSequence(key, code, modifiers) {
  key.ctrl = (modifiers & 4) !== 0;
  key.meta = (modifiers & 10) !== 0;
  key.shift = (modifiers & 1) !== 0;
  key.code = code;
  const known = byCode.get(code);
  key.name = known?.name ?? 'undefined';
  if (known?.modifier !== undefined) key[known.modifier] = true;
}

function nameCharacter(key, character, isEscaped) {
  if (CHARACTERS[character] !== undefined) {
    key.name = CHARACTERS[character];
    key.meta = isEscaped;
  } else if (!isEscaped && character <= '\x1a') {
    key.name = String.fromCharCode(character.charCodeAt(0) + 96);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(character)) {
    key.name = character.toLowerCase();
    key.shift = /^[A-Z]$/.test(character);
    key.meta = isEscaped;
  } else if (isEscaped) {
    // No more came in time after ESC: it was the key itself.
    key.name = character.length > 0 ? undefined : 'escape';
    key.meta = true;
  }
}

// A generator that is given one character after the other, and '' when the time for an escape sequence is over.
function* emitKeys(stream) {
  for (;;) {
    let character = yield;
    const taken = { text: character };
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    const isEscaped = character === ESCAPE;
    if (isEscaped) {
      character = yield;
      taken.text += character;
      if (character === ESCAPE) {
        character = yield;
        taken.text += character;
      }
    }
    if (isEscaped && (character === 'O' || character === '[')) {
      const { code, modifiers } = yield* readSequence(character, taken);
      nameSequence(key, code, modifiers);
    } else {
      nameCharacter(key, character, isEscaped);
    }
    const { text } = taken;
    key.sequence = text;
    if (text.length !== 0 && (key.name !== undefined || isEscaped)) {
      stream.emit('keypress', isEscaped ? undefined : text, key);
    } else if (charLengthAt(text, 0) === text.length) {
      stream.emit('keypress', text, key);
    }
  }
}

// ----- the events of a stream -----

const kDecoder = Symbol('keypress-decoder');
const kKeys = Symbol('escape-decoder');

function emitKeypressEvents(stream, iface = {}) {
  if (stream[kDecoder]) return;
  const { StringDecoder } = require('string_decoder');
  stream[kDecoder] = new StringDecoder('utf8');
  const restart = () => {
    stream[kKeys] = emitKeys(stream);
    stream[kKeys].next();
  };
  restart();
  const { escapeCodeTimeout = 500 } = iface;
  let timeout;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = stream[kDecoder].write(input);
    if (!text) return;
    clearTimeout(timeout);
    // Pasted text is not completed by its tabs.
    iface._sawKeyPress = charLengthAt(text, 0) === text.length;
    iface.isCompletionEnabled = false;
    let length = 0;
    for (const character of text) {
      length += character.length;
      if (length === text.length) iface.isCompletionEnabled = true;
      try {
        stream[kKeys].next(character);
      } catch (error) {
        // A generator that threw is finished.
        restart();
        throw error;
      }
      if (length === text.length && character === ESCAPE) {
        timeout = setTimeout(() => stream[kKeys].next(''), escapeCodeTimeout);
      }
    }
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

// ----- characters of two code units -----

function charLengthLeft(text, at) {
  if (at <= 0) return 0;
  const isPair = (at > 1 && text.codePointAt(at - 2) >= 0x10000) || text.codePointAt(at - 1) >= 0x10000;
  return isPair ? 2 : 1;
}

// Behind the end it is 1: moving right completes there.
function charLengthAt(text, at) {
  return text.length > at && text.codePointAt(at) >= 0x10000 ? 2 : 1;
}

module.exports = { charLengthAt, charLengthLeft, emitKeypressEvents };
