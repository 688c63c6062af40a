// node:v8: values as bytes in V8's format, and what can be said of the heap. The engine here is not V8: its heap is one
// space, it has no flags, profiles or snapshots, and what asks for these says so.
'use strict';

const { codes } = require('internal/errors');
const { defineLazyProperties } = require('internal/util');
const { validateFunction, validateString, validateUint32 } = require('internal/validators');

function missing(name) {
  return {
    [name]() {
      throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`v8.${name}()`);
    },
  }[name];
}

// ----- the heap -----

const SPACES = ['read_only_space', 'new_space', 'old_space', 'code_space', 'shared_space', 'trusted_space',
                'shared_trusted_space', 'new_large_object_space', 'large_object_space', 'code_large_object_space',
                'shared_large_object_space', 'shared_trusted_large_object_space', 'trusted_large_object_space'];

function getHeapStatistics() {
  const engine = internalBinding('engine');
  const [used, total] = engine.heapUsage();
  const limit = internalBinding('process').constrainedMemory() || require('os').totalmem();
  return {
    total_heap_size: total,
    total_heap_size_executable: 0,
    total_physical_size: total,
    total_available_size: Math.max(0, Math.min(limit, require('os').totalmem()) - total),
    used_heap_size: used,
    heap_size_limit: Math.min(limit, require('os').totalmem()),
    malloced_memory: total,
    peak_malloced_memory: total,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: engine.externalMemory(),
    total_allocated_bytes: total,
  };
}

// All of it is in the space where V8 keeps what has lived for a while.
function getHeapSpaceStatistics() {
  const [used, total] = internalBinding('engine').heapUsage();
  return SPACES.map((name) => {
    const isOurs = name === 'old_space';
    return {
      space_name: name,
      space_size: isOurs ? total : 0,
      space_used_size: isOurs ? used : 0,
      space_available_size: isOurs ? Math.max(0, total - used) : 0,
      physical_space_size: isOurs ? total : 0,
    };
  });
}

function getHeapCodeStatistics() {
  return {
    code_and_metadata_size: 0,
    bytecode_and_metadata_size: 0,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  };
}

// ----- values as bytes -----

function serialize(value) {
  const serializer = new module.exports.DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const deserializer = new module.exports.DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return require('internal/v8/wire_format').isOneByte(content);
}

// ----- what V8 has and this engine has not -----

// Flags are V8's: there is nothing that they could change.
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
}

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('v8.setHeapSnapshotNearHeapLimit()');
}

// A number that changes when compiled code of another version cannot be used.
function cachedDataVersionTag() {
  let tag = 0;
  for (const character of JSON.stringify(process.versions)) tag = Math.imul(tag, 31) + character.charCodeAt(0) >>> 0;
  return tag;
}

// Coverage goes to files only when NODE_V8_COVERAGE asks for it, which nothing here reads.
function takeCoverage() {}
function stopCoverage() {}

const notBuilding = () => new codes.ERR_NOT_BUILDING_SNAPSHOT();

const startupSnapshot = {
  addDeserializeCallback(callback) {
    validateFunction(callback, 'callback');
    throw notBuilding();
  },
  addSerializeCallback(callback) {
    validateFunction(callback, 'callback');
    throw notBuilding();
  },
  setDeserializeMainFunction() {
    throw notBuilding();
  },
  isBuildingSnapshot: () => false,
};

const promiseHooks = Object.fromEntries(['createHook', 'onInit', 'onBefore', 'onAfter', 'onSettled'].map((name) => (
  [name, missing(`promiseHooks.${name}`)])));

// Nothing tells when the engine collects, so what is reported is a time without collections.
class GCProfiler {
  #started;

  start() {
    this.#started ??= Date.now();
  }

  stop() {
    if (this.#started === undefined) return undefined;
    const startTime = this.#started;
    this.#started = undefined;
    return { version: 1, startTime, statistics: [], endTime: Date.now() };
  }

  [Symbol.dispose]() {
    this.stop();
  }
}

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot: missing('getHeapSnapshot'),
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  getCppHeapStatistics: missing('getCppHeapStatistics'),
  setFlagsFromString,
  Serializer: undefined,
  Deserializer: undefined,
  DefaultSerializer: undefined,
  DefaultDeserializer: undefined,
  deserialize,
  takeCoverage,
  stopCoverage,
  serialize,
  writeHeapSnapshot: missing('writeHeapSnapshot'),
  promiseHooks,
  queryObjects: missing('queryObjects'),
  startupSnapshot,
  setHeapSnapshotNearHeapLimit,
  setHeapProfileNearHeapLimit: missing('setHeapProfileNearHeapLimit'),
  GCProfiler,
  isStringOneByteRepresentation,
  startCpuProfile: missing('startCpuProfile'),
  startHeapProfile: missing('startHeapProfile'),
};
defineLazyProperties(module.exports, 'internal/v8/serializer', ['Serializer', 'DefaultSerializer']);
defineLazyProperties(module.exports, 'internal/v8/deserializer', ['Deserializer', 'DefaultDeserializer']);
