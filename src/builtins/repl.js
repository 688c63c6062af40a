// node:repl: a simple read-eval-print loop over node:readline. Commands that begin with a dot, several lines, `_`; no
// history file, no previews.
'use strict';

const vm = require('vm');
const { Interface } = require('readline');
const { inspect } = require('internal/util/inspect');
const builtins = require('internal/modules/builtins');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

class Recoverable extends SyntaxError {
  constructor(error) {
    super();
    this.err = error;
  }
}

const writer = Object.assign((value) => inspect(value, writer.options), {
  options: { ...inspect.defaultOptions, showProxy: true },
});

// Whether more lines may make a script of this.
function isUnfinished(text) {
  if (/(?:[({[,+\-*/%&|^=?:]|=>|\bfunction\b.*)\s*$/.test(text) || text.endsWith('\\')) return true;
  const plain = text.replace(/\\./g, '').replace(/'[^'\n]*'|"[^"\n]*"/g, '').replace(/\/\/.*/g, '');
  if ((plain.match(/`/g) ?? []).length % 2 === 1) return true;
  let depth = 0;
  for (const character of plain.replace(/`[^`]*`/g, '')) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  return depth > 0;
}

function isValidSyntax(text) {
  try {
    new vm.Script(text);
    return true;
  } catch {
    return false;
  }
}

function REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  if (!(this instanceof REPLServer)) return new REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode);
  const options = typeof prompt === 'object' && prompt !== null ? { ...prompt } : {
    prompt, eval: evaluate, useGlobal, ignoreUndefined, replMode, input: source?.input ?? source, output: source?.output ?? source,
  };
  options.input ??= process.stdin;
  options.output ??= process.stdout;
  Interface.call(this, {
    input: options.input, output: options.output, terminal: options.terminal, historySize: options.historySize,
    completer: options.completer ?? ((line, callback) => complete(this, line, callback)), prompt: options.prompt ?? '> ',
  });
  this.useGlobal = !!options.useGlobal;
  this.ignoreUndefined = !!options.ignoreUndefined;
  this.replMode = options.replMode ?? REPL_MODE_SLOPPY;
  this.writer = options.writer ?? writer;
  this.eval = options.eval ?? ((code, context, file, callback) => this._evaluate(code, context, file, callback));
  this.commands = { __proto__: null };
  this.last = undefined;
  this.lines = [];
  this.bufferedCommand = '';
  this.resetContext();
  defineDefaultCommands(this);
  this.on('line', (line) => this._onInput(line));
  this.on('SIGINT', () => {
    this.output.write('\n');
    this.clearBufferedCommand();
    this.displayPrompt();
  });
  this.on('close', () => this.emit('exit'));
  this.displayPrompt();
}
Object.setPrototypeOf(REPLServer.prototype, Interface.prototype);
Object.setPrototypeOf(REPLServer, Interface);

// A property that is somebody else's until it is assigned.
function lend(context, name, enumerable, get) {
  Object.defineProperty(context, name, {
    __proto__: null, configurable: true, enumerable, get, set(value) {
      Object.defineProperty(context, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
    },
  });
}

REPLServer.prototype.createContext = function() {
  if (this.useGlobal) return globalThis;
  const context = vm.createContext();
  const own = vm.runInContext('this', context);
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (name in context || name in own) continue;
    const { enumerable } = Object.getOwnPropertyDescriptor(globalThis, name);
    lend(context, name, enumerable, () => globalThis[name]);
  }
  context.global = context;
  context.console = new (require('console').Console)(this.output);
  return context;
};

REPLServer.prototype.resetContext = function() {
  this.context = this.createContext();
  const { Module } = require('internal/modules/cjs');
  const module = new Module('<repl>');
  module.paths = Module._nodeModulePaths(process.cwd());
  const { makeRequireFunction } = require('internal/modules/require_function');
  this.context.module = module;
  this.context.require = makeRequireFunction(Module, module);
  for (const id of builtins.publicIds()) {
    if (id.includes('/') || id.startsWith('_') || id in this.context) continue;
    lend(this.context, id, false, () => builtins.load(id));
  }
  this.emit('reset', this.context);
};

REPLServer.prototype._evaluate = function(code, context, file, callback) {
  let text = code;
  if (this.replMode === REPL_MODE_STRICT) text = `'use strict'; ${text}`;
  // What looks like a block may be an object.
  if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
    try {
      new vm.Script(`(${code.trim()})`);
      text = `(${code.trim()})\n`;
    } catch {
      text = code;
    }
  }
  let result;
  try {
    const script = new vm.Script(text, { filename: file });
    result = this.useGlobal ? script.runInThisContext() : script.runInContext(context);
  } catch (error) {
    const isOpen = error?.name === 'SyntaxError' && isUnfinished(code.replace(/\n$/, ''));
    callback(isOpen ? new Recoverable(error) : error);
    return;
  }
  callback(null, result);
};

REPLServer.prototype._onInput = function(line) {
  const trimmed = line.trim();
  const command = /^\.([^\s]+)\s*(.*)$/.exec(trimmed);
  if (command !== null && !/^\.\d/.test(trimmed) && this.commands[command[1]] !== undefined) {
    Reflect.apply(this.commands[command[1]].action, this, [command[2]]);
    return;
  }
  if (command !== null && this.bufferedCommand === '' && !/^\.\d/.test(trimmed)) {
    this.output.write('Invalid REPL keyword\n');
    this.displayPrompt();
    return;
  }
  const text = `${this.bufferedCommand}${line}\n`;
  if (text.trim() === '') {
    this.displayPrompt();
    return;
  }
  this.eval(text, this.context, 'REPL1', (error, value) => {
    if (error instanceof Recoverable) {
      this.bufferedCommand = text;
      this.displayPrompt();
      return;
    }
    this.clearBufferedCommand();
    if (error) {
      this.context._error = error;
      this.output.write(`Uncaught ${require('internal/util/types').isNativeError(error) ? error.stack.split('\n    at ')[0] : inspect(error)}\n`);
    } else {
      this.last = value;
      this.context._ = value;
      if (value !== undefined || !this.ignoreUndefined) this.output.write(`${this.writer(value)}\n`);
    }
    if (!this.closed) this.displayPrompt();
  });
};

REPLServer.prototype.displayPrompt = function(preserveCursor) {
  if (this.bufferedCommand === '') {
    this.prompt(preserveCursor);
    return;
  }
  const usual = this.getPrompt();
  Interface.prototype.setPrompt.call(this, '| ');
  this.prompt(preserveCursor);
  Interface.prototype.setPrompt.call(this, usual);
};

REPLServer.prototype.setPrompt = function setPrompt(prompt) {
  Interface.prototype.setPrompt.call(this, prompt);
};

REPLServer.prototype.clearBufferedCommand = function clearBufferedCommand() {
  this.bufferedCommand = '';
};

REPLServer.prototype.close = function close() {
  // What was written is read first.
  process.nextTick(() => Interface.prototype.close.call(this));
};

REPLServer.prototype.defineCommand = function(keyword, command) {
  if (typeof command === 'function') command = { action: command };
  else require('internal/validators').validateFunction(command.action, 'cmd.action');
  this.commands[keyword] = command;
};

REPLServer.prototype.setupHistory = function setupHistory(options, callback) {
  process.nextTick(typeof options === 'function' ? options : callback, null, this);
};

REPLServer.prototype.complete = function() {
  Reflect.apply(this.completer, this, arguments);
};

REPLServer.prototype.completeOnEditorMode = (callback) => (error, results) => {
  if (error) return callback(error);
  const [completions, completeOn = ''] = results;
  const result = completions.filter(Boolean);
  return callback(null, [result.length === 1 ? result : [], completeOn]);
};

// Properties of what is before the last dot, or global names.
function complete(repl, line, callback) {
  const [, path, start] = /((?:[\w$]+\.)*)([\w$]*)$/.exec(line);
  let object = repl.context;
  for (const name of path.split('.').filter(Boolean)) object = object?.[name];
  const names = new Set();
  for (let from = object == null ? null : Object(object); from !== null; from = Object.getPrototypeOf(from)) {
    for (const name of Object.getOwnPropertyNames(from)) if (/^[A-Za-z_$][\w$]*$/.test(name)) names.add(name);
  }
  const matches = [...names].filter((name) => name.startsWith(start)).sort();
  callback(null, [matches.map((name) => path + name), path + start]);
}

function defineDefaultCommands(repl) {
  repl.defineCommand('break', { help: 'Sometimes you get stuck, this gets you out', action() {
    this.clearBufferedCommand();
    this.displayPrompt();
  } });
  repl.defineCommand('clear', { help: 'Break, and also clear the local context', action() {
    this.clearBufferedCommand();
    if (!this.useGlobal) this.resetContext();
    this.displayPrompt();
  } });
  repl.defineCommand('exit', { help: 'Exit the REPL', action() {
    this.close();
  } });
  repl.defineCommand('help', { help: 'Print this help message', action() {
    for (const name of Object.keys(this.commands).sort()) {
      this.output.write(`.${name.padEnd(8)} ${this.commands[name].help ?? ''}\n`);
    }
    this.displayPrompt();
  } });
  repl.defineCommand('load', { help: 'Load JS from a file into the REPL session', action(file) {
    try {
      for (const line of require('fs').readFileSync(file, 'utf8').split('\n')) this.write(`${line}\n`);
    } catch {
      this.output.write(`Failed to load: ${file}\n`);
    }
    this.displayPrompt();
  } });
  repl.defineCommand('save', { help: 'Save all evaluated commands in this REPL session to a file', action(file) {
    try {
      require('fs').writeFileSync(file, [...this.history].reverse().join('\n'));
      this.output.write(`Session saved to: ${file}\n`);
    } catch {
      this.output.write(`Failed to save: ${file}\n`);
    }
    this.displayPrompt();
  } });
}

function start(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode);
}

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  isValidSyntax,
  builtinModules: builtins.publicIds().filter((id) => !id.startsWith('_')),
};
