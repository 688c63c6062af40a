// The memory of Buffers: the class of their instances, the pool behind small ones, unpooled and aligned allocation.
//
// Small buffers are slices of one shared ArrayBuffer (the pool), each starting at a multiple of 8. What is handed out
// by `allocate` holds old bytes: the caller must write all of it. Neighbours: `buffer`, `internal/buffer_*`.
'use strict';

const binding = internalBinding('buffer');

const kMaxLength = 2 ** 53 - 1;
const kStringMaxLength = 536870888;
const POOL_ALIGNMENT = 64;

// `Buffer.prototype` is the prototype of this class; `Buffer` itself is a function that may be called without `new`.
class FastBuffer extends Uint8Array {}

// Marks ArrayBuffers that structuredClone and postMessage must not transfer: others live in the same memory.
const untransferable = new WeakSet();

function markAsUntransferable(object) {
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') untransferable.add(object);
}

function isMarkedAsUntransferable(object) {
  return typeof object === 'object' && object !== null && untransferable.has(object);
}

// ArrayBuffer of `size` bytes whose contents are whatever the memory held.
function createUnsafeArrayBuffer(size) {
  const memory = binding.createUnsafeArrayBuffer(size);
  if (memory === undefined) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_MEMORY_ALLOCATION_FAILED.RangeError();
  }
  return memory;
}

function createUnsafeBuffer(size) {
  size = Math.trunc(size);
  return size <= 64 ? new FastBuffer(size) : new FastBuffer(createUnsafeArrayBuffer(size));
}

// A buffer of zeros. The message of a failure is the one people know; engines differ.
function createZeroedBuffer(size) {
  if (size <= 2 ** 20) return new FastBuffer(size);
  try {
    return new FastBuffer(size);
  } catch {
    throw new RangeError('Array buffer allocation failed');
  }
}

// The bytes that an aligned allocation needs on top: whole elements of any typed array remain after the buffer.
function alignmentPadding(alignment) {
  return Math.max(alignment, 8);
}

function createUnsafeAlignedBuffer(size, alignment) {
  size = Math.trunc(size);
  if (size === 0) return new FastBuffer();
  const memory = createUnsafeArrayBuffer(size + alignmentPadding(alignment));
  return new FastBuffer(memory, binding.alignedOffset(memory, alignment), size);
}

const pool = { memory: undefined, start: 0, size: 0, used: 0 };

function renewPool(size) {
  const first = createUnsafeAlignedBuffer(size, POOL_ALIGNMENT);
  pool.memory = first.buffer;
  pool.start = first.byteOffset;
  pool.size = size;
  pool.used = 0;
  markAsUntransferable(pool.memory);
}

// A slice of the pool, or memory of its own when `size` is half of `poolSize` or more.
function allocate(size, poolSize, alignment = 1) {
  if (size <= 0) return new FastBuffer();
  if (size >= poolSize >>> 1 || alignment > POOL_ALIGNMENT) {
    return alignment === 1 ? createUnsafeBuffer(size) : createUnsafeAlignedBuffer(size, alignment);
  }
  if (alignment > 8) pool.used = (pool.used + alignment - 1) & -alignment;
  if (pool.memory === undefined || size > pool.size - pool.used) renewPool(poolSize);
  const buffer = new FastBuffer(pool.memory, pool.start + pool.used, size);
  pool.used = (pool.used + size + 7) & ~7;
  return buffer;
}

// Gives back the tail of the newest slice, of which only `size` bytes came to use.
function shrinkNewest(buffer, size) {
  if (size === buffer.length) return buffer;
  if (buffer.buffer === pool.memory) pool.used = (buffer.byteOffset - pool.start + size + 7) & ~7;
  return new FastBuffer(buffer.buffer, buffer.byteOffset, size);
}

module.exports = {
  FastBuffer,
  alignmentPadding,
  allocate,
  createUnsafeAlignedBuffer,
  createUnsafeBuffer,
  createZeroedBuffer,
  isMarkedAsUntransferable,
  kMaxLength,
  kStringMaxLength,
  markAsUntransferable,
  shrinkNewest,
};
