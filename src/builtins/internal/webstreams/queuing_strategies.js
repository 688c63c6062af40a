// CountQueuingStrategy and ByteLengthQueuingStrategy.
'use strict';

const { codes } = require('internal/errors');
const { checkObject, inspectAs, kInspect, makeEnumerable } = require('internal/webstreams/shared');

// Functions without a prototype, the same for all strategies of a class.
const { size: byteLength } = { size(chunk) { return chunk.byteLength; } };
const { size: one } = { size() { return 1; } };

function markOf(init) {
  checkObject(init, 'init');
  if (init.highWaterMark === undefined) throw new codes.ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;
  #size = byteLength;

  constructor(init) {
    this.#highWaterMark = markOf(init);
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    return this.#size;
  }

  [kInspect](depth, options) {
    return inspectAs(this.constructor.name, depth, options, { highWaterMark: this.highWaterMark });
  }
}
makeEnumerable(ByteLengthQueuingStrategy.prototype, 'ByteLengthQueuingStrategy', ['highWaterMark', 'size']);

class CountQueuingStrategy {
  #highWaterMark;
  #size = one;

  constructor(init) {
    this.#highWaterMark = markOf(init);
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    return this.#size;
  }

  [kInspect](depth, options) {
    return inspectAs(this.constructor.name, depth, options, { highWaterMark: this.highWaterMark });
  }
}
makeEnumerable(CountQueuingStrategy.prototype, 'CountQueuingStrategy', ['highWaterMark', 'size']);

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
