// process.binding: what old packages look up in Node's native parts. It is deprecated; what is not here never comes.
'use strict';

const types = require('internal/util/types');

const TYPES = ['isArrayBuffer', 'isAsyncFunction', 'isDate', 'isExternal', 'isMap', 'isMapIterator', 'isNativeError',
               'isPromise', 'isRegExp', 'isSet', 'isSetIterator', 'isAnyArrayBuffer', 'isArrayBufferView', 'isDataView',
               'isTypedArray', 'isUint8Array'];

// The names are what packages want of `natives`: which modules there are. Their sources are not kept.
function natives() {
  const ids = require('internal/modules/builtins').publicIds();
  return Object.fromEntries(ids.map((id) => [id, '']));
}

function uv() {
  const { getErrorMap, ...rest } = internalBinding('uv');
  return { ...rest, errname: (errno) => require('internal/util').getSystemErrorName(errno), getErrorMap };
}

const makers = {
  __proto__: null,
  config: () => ({
    isDebugBuild: false, openSSLIsBoringSSL: false, hasOpenSSL: require('internal/modules/builtins').isPublic('tls'),
    fipsMode: false, hasIntl: typeof Intl === 'object', hasTracing: false, hasNodeOptions: true, hasInspector: false,
    noBrowserGlobals: false, bits: process.arch === 'ia32' || process.arch === 'arm' ? 32 : 64,
  }),
  constants: () => internalBinding('constants'),
  natives,
  util: () => Object.fromEntries(TYPES.map((name) => [name, types[name]])),
  uv,
};

const made = new Map();

// undefined for a name that is not here.
function find(name) {
  if (!made.has(name) && makers[name] !== undefined) made.set(name, makers[name]());
  return made.get(name);
}

module.exports = { find };
