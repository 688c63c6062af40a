// zlib.constants and zlib.codes: the numbers of zlib, Brotli and Zstandard.
'use strict';

// Nobody can change them; constants can be added to.
function fixed(numbers) {
  const result = { __proto__: null };
  for (const name in numbers) {
    Object.defineProperty(result, name, { __proto__: null, value: numbers[name], enumerable: true });
  }
  return result;
}

// `name` followed by the names that count up from `first`.
function counted(target, first, names) {
  for (const name of names.split(' ')) target[name] = first++;
}

const numbers = {};
counted(numbers, 0, 'Z_NO_FLUSH Z_PARTIAL_FLUSH Z_SYNC_FLUSH Z_FULL_FLUSH Z_FINISH Z_BLOCK');
counted(numbers, 0, 'Z_OK Z_STREAM_END Z_NEED_DICT');
Object.assign(numbers, {
  Z_ERRNO: -1,
  Z_STREAM_ERROR: -2,
  Z_DATA_ERROR: -3,
  Z_MEM_ERROR: -4,
  Z_BUF_ERROR: -5,
  Z_VERSION_ERROR: -6,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  ZLIB_VERNUM: 4897,
});
counted(numbers, 1, 'DEFLATE INFLATE GZIP GUNZIP DEFLATERAW INFLATERAW UNZIP BROTLI_DECODE BROTLI_ENCODE');
Object.assign(numbers, {
  ZSTD_DECOMPRESS: 11,
  ZSTD_COMPRESS: 10,
  Z_MIN_WINDOWBITS: 8,
  Z_MAX_WINDOWBITS: 15,
  Z_DEFAULT_WINDOWBITS: 15,
  Z_MIN_CHUNK: 64,
  Z_MAX_CHUNK: Infinity,
  Z_DEFAULT_CHUNK: 16384,
  Z_MIN_MEMLEVEL: 1,
  Z_MAX_MEMLEVEL: 9,
  Z_DEFAULT_MEMLEVEL: 8,
  Z_MIN_LEVEL: -1,
  Z_MAX_LEVEL: 9,
  Z_DEFAULT_LEVEL: -1,
});
counted(numbers, 0, 'BROTLI_OPERATION_PROCESS BROTLI_OPERATION_FLUSH BROTLI_OPERATION_FINISH BROTLI_OPERATION_EMIT_METADATA');
Object.assign(numbers, {
  BROTLI_PARAM_MODE: 0,
  BROTLI_MODE_GENERIC: 0,
  BROTLI_MODE_TEXT: 1,
  BROTLI_MODE_FONT: 2,
  BROTLI_DEFAULT_MODE: 0,
  BROTLI_PARAM_QUALITY: 1,
  BROTLI_MIN_QUALITY: 0,
  BROTLI_MAX_QUALITY: 11,
  BROTLI_DEFAULT_QUALITY: 11,
  BROTLI_PARAM_LGWIN: 2,
  BROTLI_MIN_WINDOW_BITS: 10,
  BROTLI_MAX_WINDOW_BITS: 24,
  BROTLI_LARGE_MAX_WINDOW_BITS: 30,
  BROTLI_DEFAULT_WINDOW: 22,
  BROTLI_PARAM_LGBLOCK: 3,
  BROTLI_MIN_INPUT_BLOCK_BITS: 16,
  BROTLI_MAX_INPUT_BLOCK_BITS: 24,
});
counted(numbers, 4, 'BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING BROTLI_PARAM_SIZE_HINT BROTLI_PARAM_LARGE_WINDOW ' +
  'BROTLI_PARAM_NPOSTFIX BROTLI_PARAM_NDIRECT');
counted(numbers, 0, 'BROTLI_DECODER_RESULT_ERROR BROTLI_DECODER_RESULT_SUCCESS BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT ' +
  'BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT');
counted(numbers, 0, 'BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION BROTLI_DECODER_PARAM_LARGE_WINDOW');
counted(numbers, 0, 'BROTLI_DECODER_NO_ERROR BROTLI_DECODER_SUCCESS BROTLI_DECODER_NEEDS_MORE_INPUT ' +
  'BROTLI_DECODER_NEEDS_MORE_OUTPUT');
const BROTLI_ERRORS = {
  FORMAT_EXUBERANT_NIBBLE: 1,
  FORMAT_RESERVED: 2,
  FORMAT_EXUBERANT_META_NIBBLE: 3,
  FORMAT_SIMPLE_HUFFMAN_ALPHABET: 4,
  FORMAT_SIMPLE_HUFFMAN_SAME: 5,
  FORMAT_CL_SPACE: 6,
  FORMAT_HUFFMAN_SPACE: 7,
  FORMAT_CONTEXT_MAP_REPEAT: 8,
  FORMAT_BLOCK_LENGTH_1: 9,
  FORMAT_BLOCK_LENGTH_2: 10,
  FORMAT_TRANSFORM: 11,
  FORMAT_DICTIONARY: 12,
  FORMAT_WINDOW_BITS: 13,
  FORMAT_PADDING_1: 14,
  FORMAT_PADDING_2: 15,
  FORMAT_DISTANCE: 16,
  DICTIONARY_NOT_SET: 19,
  INVALID_ARGUMENTS: 20,
  ALLOC_CONTEXT_MODES: 21,
  ALLOC_TREE_GROUPS: 22,
  ALLOC_CONTEXT_MAP: 25,
  ALLOC_RING_BUFFER_1: 26,
  ALLOC_RING_BUFFER_2: 27,
  ALLOC_BLOCK_TYPE_TREES: 30,
  UNREACHABLE: 31,
};
for (const name in BROTLI_ERRORS) numbers[`BROTLI_DECODER_ERROR_${name}`] = -BROTLI_ERRORS[name];
counted(numbers, 0, 'ZSTD_e_continue ZSTD_e_flush ZSTD_e_end');
counted(numbers, 1, 'ZSTD_fast ZSTD_dfast ZSTD_greedy ZSTD_lazy ZSTD_lazy2 ZSTD_btlazy2 ZSTD_btopt ZSTD_btultra ZSTD_btultra2');
counted(numbers, 100, 'ZSTD_c_compressionLevel ZSTD_c_windowLog ZSTD_c_hashLog ZSTD_c_chainLog ZSTD_c_searchLog ' +
  'ZSTD_c_minMatch ZSTD_c_targetLength ZSTD_c_strategy');
counted(numbers, 160, 'ZSTD_c_enableLongDistanceMatching ZSTD_c_ldmHashLog ZSTD_c_ldmMinMatch ZSTD_c_ldmBucketSizeLog ' +
  'ZSTD_c_ldmHashRateLog');
counted(numbers, 200, 'ZSTD_c_contentSizeFlag ZSTD_c_checksumFlag ZSTD_c_dictIDFlag');
counted(numbers, 400, 'ZSTD_c_nbWorkers ZSTD_c_jobSize ZSTD_c_overlapLog');
numbers.ZSTD_d_windowLogMax = 100;
numbers.ZSTD_CLEVEL_DEFAULT = 3;
const ZSTD_ERRORS = {
  no_error: 0,
  GENERIC: 1,
  prefix_unknown: 10,
  version_unsupported: 12,
  frameParameter_unsupported: 14,
  frameParameter_windowTooLarge: 16,
  corruption_detected: 20,
  checksum_wrong: 22,
  literals_headerWrong: 24,
  dictionary_corrupted: 30,
  dictionary_wrong: 32,
  dictionaryCreation_failed: 34,
  parameter_unsupported: 40,
  parameter_combination_unsupported: 41,
  parameter_outOfBound: 42,
  tableLog_tooLarge: 44,
  maxSymbolValue_tooLarge: 46,
  maxSymbolValue_tooSmall: 48,
  stabilityCondition_notRespected: 50,
  stage_wrong: 60,
  init_missing: 62,
  memory_allocation: 64,
  workSpace_tooSmall: 66,
  dstSize_tooSmall: 70,
  srcSize_wrong: 72,
  dstBuffer_null: 74,
  noForwardProgress_destFull: 80,
  noForwardProgress_inputEmpty: 82,
};
for (const name in ZSTD_ERRORS) numbers[`ZSTD_error_${name}`] = ZSTD_ERRORS[name];

const codes = {};
const CODES = ('Z_OK Z_STREAM_END Z_NEED_DICT Z_ERRNO Z_STREAM_ERROR Z_DATA_ERROR Z_MEM_ERROR Z_BUF_ERROR ' +
  'Z_VERSION_ERROR').split(' ');
for (const name of CODES) codes[name] = numbers[name];
for (const name of CODES) codes[numbers[name]] = name;

module.exports = { constants: fixed(numbers), codes: Object.freeze(codes) };
