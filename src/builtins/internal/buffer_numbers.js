// Reading and writing numbers: the read*/write* methods of Buffer.prototype.
//
// The methods of fixed width are written out, since a loop or a shared body would cost more than the work itself; those
// with a byteLength argument loop. An element outside of the view reads as undefined, which is the bounds check.
'use strict';

const { codes } = require('internal/errors');
const { validateNumber } = require('internal/validators');

// One number, seen as bytes; the engine's own byte order.
const float32 = new Float32Array(1);
const bytes4 = new Uint8Array(float32.buffer);
const float64 = new Float64Array(1);
const bytes8 = new Uint8Array(float64.buffer);
float32[0] = -1;
const LITTLE = bytes4[3] !== 0;

function outOfBounds(value, limit, name) {
  if (Math.floor(value) !== value) {
    validateNumber(value, name);
    throw new codes.ERR_OUT_OF_RANGE(name, 'an integer', value);
  }
  if (limit < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS();
  throw new codes.ERR_OUT_OF_RANGE(name, `>= ${name === 'offset' ? 0 : 1} and <= ${limit}`, value);
}

// Called when the first or the last byte is not there, or the offset is no number.
function badOffset(view, offset, size) {
  validateNumber(offset, 'offset');
  outOfBounds(offset, view.length - size, 'offset');
}

function checkOffset(view, offset, size) {
  if (typeof offset !== 'number' || view[offset] === undefined || view[offset + size - 1] === undefined) {
    badOffset(view, offset, size);
  }
}

function checkByteLength(size) {
  if (size !== 1 && size !== 2 && size !== 3 && size !== 4 && size !== 5 && size !== 6) {
    outOfBounds(size, 6, 'byteLength');
  }
}

function checkVariableRead(view, offset, size) {
  if (offset === undefined) throw new codes.ERR_INVALID_ARG_TYPE('offset', 'number', offset);
  checkByteLength(size);
  checkOffset(view, offset, size);
}

function valueOutOfRange(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (size <= 4) range = `>= ${min} and <= ${max}`;
  else if (min >= 0) range = `>= 0${n} and < 2${n} ** ${size * 8}${n}`;
  else range = `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
  throw new codes.ERR_OUT_OF_RANGE('value', range, value);
}

function checkWrite(view, value, offset, min, max, size) {
  // The order of the two checks depends on the width, as in Node.
  if (size === 1) validateNumber(offset, 'offset');
  if (value > max || value < min) valueOutOfRange(value, min, max, size);
  checkOffset(view, offset, size);
}

function write8(view, value, offset, min, max) {
  value = +value;
  checkWrite(view, value, offset, min, max, 1);
  view[offset] = value;
  return offset + 1;
}

function write16LE(view, value, offset, min, max) {
  value = +value;
  checkWrite(view, value, offset, min, max, 2);
  view[offset] = value;
  view[offset + 1] = value >>> 8;
  return offset + 2;
}

function write16BE(view, value, offset, min, max) {
  value = +value;
  checkWrite(view, value, offset, min, max, 2);
  view[offset + 1] = value;
  view[offset] = value >>> 8;
  return offset + 2;
}

function write32LE(view, value, offset, min, max) {
  value = +value;
  checkWrite(view, value, offset, min, max, 4);
  view[offset] = value;
  view[offset + 1] = value >>> 8;
  view[offset + 2] = value >>> 16;
  view[offset + 3] = value >>> 24;
  return offset + 4;
}

function write32BE(view, value, offset, min, max) {
  value = +value;
  checkWrite(view, value, offset, min, max, 4);
  view[offset + 3] = value;
  view[offset + 2] = value >>> 8;
  view[offset + 1] = value >>> 16;
  view[offset] = value >>> 24;
  return offset + 4;
}

function writeBig(view, value, offset, min, max, little) {
  checkWrite(view, value, offset, min, max, 8);
  const low = Number(value & 0xFFFFFFFFn);
  const high = Number((value >> 32n) & 0xFFFFFFFFn);
  for (let i = 0; i < 8; i++) {
    view[little ? offset + i : offset + 7 - i] = (i < 4 ? low : high) >>> ((i & 3) * 8);
  }
  return offset + 8;
}

function writeVariable(view, value, offset, size, signed, little) {
  checkByteLength(size);
  value = +value;
  const max = 2 ** (signed ? size * 8 - 1 : size * 8) - 1;
  checkWrite(view, value, offset, signed ? -max - 1 : 0, max, size);
  const high = Math.floor(value * 2 ** -32);
  for (let i = 0; i < size; i++) {
    view[little ? offset + i : offset + size - 1 - i] = (i < 4 ? value : high) >>> ((i & 3) * 8);
  }
  return offset + size;
}

function readVariable(view, offset, size, little) {
  checkVariableRead(view, offset, size);
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + view[little ? offset + size - 1 - i : offset + i];
  return value;
}

function toSigned(value, size) {
  return value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
}

// The bytes of a float at `offset`, put into the scratch array in the engine's order.
function loadScratch(view, offset, scratch, little) {
  const size = scratch.length;
  checkOffset(view, offset, size);
  if (little === LITTLE) for (let i = 0; i < size; i++) scratch[i] = view[offset + i];
  else for (let i = 0; i < size; i++) scratch[size - 1 - i] = view[offset + i];
}

function storeScratch(view, offset, scratch, little) {
  const size = scratch.length;
  if (little === LITTLE) for (let i = 0; i < size; i++) view[offset + i] = scratch[i];
  else for (let i = 0; i < size; i++) view[offset + i] = scratch[size - 1 - i];
  return offset + size;
}

function readBigUnsigned(view, offset, little) {
  checkOffset(view, offset, 8);
  const at = (i) => view[little ? offset + i : offset + 7 - i];
  const low = at(0) + at(1) * 0x100 + at(2) * 0x10000 + at(3) * 0x1000000;
  const high = at(4) + at(5) * 0x100 + at(6) * 0x10000 + at(7) * 0x1000000;
  return (BigInt(high) << 32n) + BigInt(low);
}

const I64_MIN = -0x8000000000000000n;
const I64_MAX = 0x7FFFFFFFFFFFFFFFn;
const U64_MAX = 0xFFFFFFFFFFFFFFFFn;

const methods = {
  readBigUInt64LE(offset = 0) { return readBigUnsigned(this, offset, true); },
  readBigUInt64BE(offset = 0) { return readBigUnsigned(this, offset, false); },
  readBigInt64LE(offset = 0) { return BigInt.asIntN(64, readBigUnsigned(this, offset, true)); },
  readBigInt64BE(offset = 0) { return BigInt.asIntN(64, readBigUnsigned(this, offset, false)); },
  writeBigUInt64LE(value, offset = 0) { return writeBig(this, value, offset, 0n, U64_MAX, true); },
  writeBigUInt64BE(value, offset = 0) { return writeBig(this, value, offset, 0n, U64_MAX, false); },
  writeBigInt64LE(value, offset = 0) { return writeBig(this, value, offset, I64_MIN, I64_MAX, true); },
  writeBigInt64BE(value, offset = 0) { return writeBig(this, value, offset, I64_MIN, I64_MAX, false); },

  readUIntLE(offset, byteLength) { return readVariable(this, offset, byteLength, true); },
  readUInt32LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 4);
    return (first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24) >>> 0;
  },
  readUInt16LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 2);
    return first | last << 8;
  },
  readUInt8(offset = 0) {
    const value = this[offset];
    if (value === undefined || typeof offset !== 'number') badOffset(this, offset, 1);
    return value;
  },
  readUIntBE(offset, byteLength) { return readVariable(this, offset, byteLength, false); },
  readUInt32BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 4);
    return (first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last) >>> 0;
  },
  readUInt16BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 2);
    return first << 8 | last;
  },
  readIntLE(offset, byteLength) { return toSigned(readVariable(this, offset, byteLength, true), byteLength); },
  readInt32LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 4);
    return first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24;
  },
  readInt16LE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 2);
    return (first | last << 8) << 16 >> 16;
  },
  readInt8(offset = 0) {
    const value = this[offset];
    if (value === undefined || typeof offset !== 'number') badOffset(this, offset, 1);
    return value << 24 >> 24;
  },
  readIntBE(offset, byteLength) { return toSigned(readVariable(this, offset, byteLength, false), byteLength); },
  readInt32BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 4);
    return first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last;
  },
  readInt16BE(offset = 0) {
    const first = this[offset];
    const last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') badOffset(this, offset, 2);
    return (first << 8 | last) << 16 >> 16;
  },

  writeUIntLE(value, offset, byteLength) { return writeVariable(this, value, offset, byteLength, false, true); },
  writeUInt32LE(value, offset = 0) { return write32LE(this, value, offset, 0, 0xFFFFFFFF); },
  writeUInt16LE(value, offset = 0) { return write16LE(this, value, offset, 0, 0xFFFF); },
  writeUInt8(value, offset = 0) { return write8(this, value, offset, 0, 0xFF); },
  writeUIntBE(value, offset, byteLength) { return writeVariable(this, value, offset, byteLength, false, false); },
  writeUInt32BE(value, offset = 0) { return write32BE(this, value, offset, 0, 0xFFFFFFFF); },
  writeUInt16BE(value, offset = 0) { return write16BE(this, value, offset, 0, 0xFFFF); },
  writeIntLE(value, offset, byteLength) { return writeVariable(this, value, offset, byteLength, true, true); },
  writeInt32LE(value, offset = 0) { return write32LE(this, value, offset, -0x80000000, 0x7FFFFFFF); },
  writeInt16LE(value, offset = 0) { return write16LE(this, value, offset, -0x8000, 0x7FFF); },
  writeInt8(value, offset = 0) { return write8(this, value, offset, -0x80, 0x7F); },
  writeIntBE(value, offset, byteLength) { return writeVariable(this, value, offset, byteLength, true, false); },
  writeInt32BE(value, offset = 0) { return write32BE(this, value, offset, -0x80000000, 0x7FFFFFFF); },
  writeInt16BE(value, offset = 0) { return write16BE(this, value, offset, -0x8000, 0x7FFF); },

  readFloatLE(offset = 0) { loadScratch(this, offset, bytes4, true); return float32[0]; },
  readFloatBE(offset = 0) { loadScratch(this, offset, bytes4, false); return float32[0]; },
  readDoubleLE(offset = 0) { loadScratch(this, offset, bytes8, true); return float64[0]; },
  readDoubleBE(offset = 0) { loadScratch(this, offset, bytes8, false); return float64[0]; },
  writeFloatLE(value, offset = 0) { return writeFloat(this, value, offset, float32, bytes4, true); },
  writeFloatBE(value, offset = 0) { return writeFloat(this, value, offset, float32, bytes4, false); },
  writeDoubleLE(value, offset = 0) { return writeFloat(this, value, offset, float64, bytes8, true); },
  writeDoubleBE(value, offset = 0) { return writeFloat(this, value, offset, float64, bytes8, false); },
};

function writeFloat(view, value, offset, number, scratch, little) {
  value = +value;
  checkOffset(view, offset, scratch.length);
  number[0] = value;
  return storeScratch(view, offset, scratch, little);
}

// Puts the methods on a prototype, each "UInt" method also under its second spelling "Uint".
function addNumberMethods(prototype) {
  for (const name in methods) {
    prototype[name] = methods[name];
    if (name.includes('UInt')) prototype[name.replace('UInt', 'Uint')] = methods[name];
  }
}

module.exports = { addNumberMethods };
