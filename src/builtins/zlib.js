// node:zlib: deflate, gzip, Brotli and Zstandard, as streams and all at once.
//
// What is decompressed is what Node decompresses; compressed bytes can differ from those of Node, whose zlib is another.
'use strict';

const { codes } = require('internal/errors');
const { defineLazyProperties } = require('internal/util');
const { validateUint32 } = require('internal/validators');
const { convenience, convenienceSync } = require('internal/zlib/convenience');
const { MODE } = require('internal/zlib/options');

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return internalBinding('zlib').crc32(data, value + 0);
}

module.exports = { crc32 };

const CLASSES = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip', 'BrotliCompress',
  'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress'];
defineLazyProperties(module.exports, 'internal/zlib/streams', CLASSES);

const FUNCTIONS = [
  ['deflate', 'Deflate', MODE.DEFLATE],
  ['gzip', 'Gzip', MODE.GZIP],
  ['deflateRaw', 'DeflateRaw', MODE.DEFLATERAW],
  ['unzip', 'Unzip', MODE.UNZIP],
  ['inflate', 'Inflate', MODE.INFLATE],
  ['gunzip', 'Gunzip', MODE.GUNZIP],
  ['inflateRaw', 'InflateRaw', MODE.INFLATERAW],
  ['brotliCompress', 'BrotliCompress', MODE.BROTLI_ENCODE],
  ['brotliDecompress', 'BrotliDecompress', MODE.BROTLI_DECODE],
  ['zstdCompress', 'ZstdCompress', MODE.ZSTD_COMPRESS],
  ['zstdDecompress', 'ZstdDecompress', MODE.ZSTD_DECOMPRESS],
];
for (const [name, stream, mode] of FUNCTIONS) {
  module.exports[name] = convenience(stream, mode);
  module.exports[`${name}Sync`] = convenienceSync(stream, mode);
}

const CREATED = ['Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip', 'BrotliCompress',
  'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress'];
for (const name of CREATED) {
  const value = {
    [`create${name}`]: function(options) {
      return new (require('internal/zlib/streams')[name])(options);
    },
  }[`create${name}`];
  Object.defineProperty(module.exports, `create${name}`, { __proto__: null, configurable: true, enumerable: true, value });
}

const { constants, codes: zlibCodes } = require('internal/zlib/constants');
for (const [name, value] of [['constants', constants], ['codes', zlibCodes]]) {
  Object.defineProperty(module.exports, name, { __proto__: null, enumerable: true, value });
}
// Archives are not there yet. Nothing is an instance of their classes.
function absent(name) {
  return {
    [name]: function() {
      const { missing } = require('internal/crypto/errors');
      throw missing(`zlib.${name}`, 'of zlib there is everything but ZIP archives');
    },
  }[name];
}

for (const name of ['ZipEntry', 'ZipFile', 'ZipBuffer', 'createZipArchive', 'createZipArchiveSync', 'zipFiles',
  'getMaxZipContentSize', 'setMaxZipContentSize']) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: true, value: absent(name) });
}

// Old places of the constants.
for (const name in constants) {
  if (name.startsWith('BROTLI')) continue;
  Object.defineProperty(module.exports, name, { __proto__: null, value: constants[name] });
}
