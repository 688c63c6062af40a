// File: a Blob with a name and a time.
'use strict';

const { Blob } = require('internal/blob');
const { codes } = require('internal/errors');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

let isFile;

class File extends Blob {
  #name;
  #lastModified;

  static {
    isFile = (value) => typeof value === 'object' && value !== null && #name in value;
  }

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const lastModified = options?.lastModified;
    this.#lastModified = lastModified === undefined ? Date.now() : +lastModified || 0;
    this.#name = `${fileName}`.toWellFormed();
  }

  get name() {
    if (!isFile(this)) throw new codes.ERR_INVALID_THIS('File');
    return this.#name;
  }

  get lastModified() {
    if (!isFile(this)) throw new codes.ERR_INVALID_THIS('File');
    return this.#lastModified;
  }

  [kInspect](depth, options) {
    if (depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const { size, type, name, lastModified } = this;
    return `File ${inspect({ size, type, name, lastModified }, inner)}`;
  }
}
Object.defineProperties(File.prototype, {
  name: { __proto__: null, enumerable: true },
  lastModified: { __proto__: null, enumerable: true },
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'File' },
});

module.exports = { File };
