// What a URL holds: 'module', 'commonjs', 'json', 'addon' or 'builtin'; and whether that is what the import attributes say.
'use strict';

const path = require('path');
const packages = require('internal/modules/package_json');
const { codes } = require('internal/errors');

const EXTENSIONS = { '__proto__': null, '.mjs': 'module', '.cjs': 'commonjs', '.json': 'json', '.node': 'addon' };
const MEDIA_TYPES = { '__proto__': null, 'text/javascript': 'module', 'application/json': 'json' };
// What `type` may say, by format.
const TYPES = { __proto__: null, json: 'json' };

// The media type and the bytes of a data: URL, as text.
function readDataURL(url) {
  const match = /^data:([^,]*?)((?:;[^,]*?)?),(.*)$/s.exec(url.replace(/#.*$/s, ''));
  if (match === null) throw new codes.ERR_INVALID_URL(url);
  const [, type, parameters, body] = match;
  const { Buffer } = require('buffer');
  const text = body.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
  const isBase64 = /;base64$/.test(parameters);
  return { type: type.toLowerCase(), text: isBase64 ? Buffer.from(text, 'base64').toString('utf8') : text };
}

// The format by the name alone; undefined for .js (or no extension) in a package that does not say.
function formatOfFile(file) {
  const extension = path.extname(file);
  if (extension === '.js' || extension === '') {
    const type = packages.nearest(file)?.type ?? 'none';
    return type === 'none' ? undefined : type;
  }
  const format = EXTENSIONS[extension];
  if (format === undefined) throw new codes.ERR_UNKNOWN_FILE_EXTENSION(extension, file);
  return format;
}

function checkAttributes(url, format, attributes) {
  for (const key in attributes) {
    if (key !== 'type') throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(key, attributes[key], url);
  }
  if (format === 'addon') return; // Node looks at no type here
  const wanted = TYPES[format];
  const given = attributes?.type;
  if (given === wanted) return;
  if (given === undefined) throw new codes.ERR_IMPORT_ATTRIBUTE_MISSING(url, 'type', wanted);
  if (given !== 'json') throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED('type', given, url);
  throw new codes.ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE(url, given);
}

module.exports = { MEDIA_TYPES, checkAttributes, formatOfFile, readDataURL };
