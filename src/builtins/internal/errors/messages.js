// The texts of coded errors that are computed. Each function is called with the new error's extra properties as `this`.
// Constant texts: `errors/texts`. The wording is Node 26's, to the letter: programs match on it.
'use strict';

const { determineSpecificType, formatList, separateThousands } = require('internal/errors/wording');

const PRIMITIVE_NAMES = ['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol'];

const inspect = (value) => require('internal/util/inspect').inspect(value);
const from = (base) => (base ? ` imported from ${base}` : '');
const argumentOrProperty = (name) => (name.includes('.') ? 'property' : 'argument');

// "of type string or an instance of Buffer", from the names given to ERR_INVALID_ARG_TYPE.
function describeExpected(expected) {
  const types = [];
  const instances = [];
  const other = [];
  for (const name of expected) {
    if (PRIMITIVE_NAMES.includes(name)) types.push(name.toLowerCase());
    else if (/^[A-Z][a-zA-Z0-9]*$/.test(name)) instances.push(name);
    else other.push(name);
  }
  // Next to other classes, "object" reads better as one more class.
  const objectAt = types.indexOf('object');
  if (instances.length > 0 && objectAt !== -1) {
    types.splice(objectAt, 1);
    instances.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`);
  if (instances.length > 0) parts.push(`an instance of ${formatList(instances, 'or')}`);
  if (other.length > 1) parts.push(`one of ${formatList(other, 'or')}`);
  else if (other.length === 1) parts.push(`${/[A-Z]/.test(other[0]) ? 'an ' : ''}${other[0]}`);
  return parts.join(' or ');
}

function describeNumber(value) {
  if (typeof value === 'bigint') {
    const large = value > 4294967296n || value < -4294967296n;
    return `${large ? separateThousands(String(value)) : value}n`;
  }
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) return separateThousands(String(value));
  return inspect(value);
}

function packageTarget(pkgPath, key, target, isImport = false, base = undefined) {
  const needsDotSlash = typeof target === 'string' && !isImport && target !== '' && !target.startsWith('./');
  const hint = needsDotSlash ? '; targets must start with "./"' : '';
  const config = `in the package config ${pkgPath}package.json${from(base)}${hint}`;
  const shown = JSON.stringify(target);
  return key === '.' ? `Invalid "exports" main target ${shown} defined ${config}` :
    `Invalid "${isImport ? 'imports' : 'exports'}" target ${shown} defined for '${key}' ${config}`;
}

function hiddenProperty(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null, value, enumerable: false, configurable: true, writable: true,
  });
}

function requireEsm(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  const text = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  const dynamicImport = 'a dynamic import() which is available in all CommonJS modules.';
  if (!packageJsonPath) {
    return filename.endsWith('.mjs') ? `${text}\nInstead change the require of ${filename} to ${dynamicImport}` : text;
  }
  const { basename } = require('path');
  const name = parentPath && basename(filename) === basename(parentPath) ? filename : basename(filename);
  if (hasEsmSyntax) return `${text}\nInstead change the require of ${name} in ${parentPath} to ${dynamicImport}`;
  return `${text}\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json ` +
    'contains "type": "module" which declares all .js files in that package scope as ES modules.\n' +
    `Instead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() which is ` +
    'available in all CommonJS modules, or change "type": "module" to "type": "commonjs" in ' +
    `${packageJsonPath} to treat all .js files as CommonJS (using .mjs for all ES modules instead).\n`;
}

module.exports = {
  __proto__: null,

  ERR_ACCESS_DENIED(message, permission = '', resource = '') {
    this.permission = permission;
    this.resource = resource;
    return message;
  },

  ERR_BUFFER_OUT_OF_BOUNDS: (name) => (
    name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds'),

  ERR_ENCODING_INVALID_ENCODED_DATA(encoding, errno) {
    this.errno = errno;
    return `The encoded data was not valid for encoding ${encoding}`;
  },

  ERR_FALSY_VALUE_REJECTION(reason) {
    this.reason = reason;
    return 'Promise was rejected with falsy value';
  },

  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: (attribute, value, url) => (
    `Import attribute "${attribute}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`),

  ERR_INTERNAL_ASSERTION(message) {
    const report = 'This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
      'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n';
    return message === undefined ? report : `${message}\n${report}`;
  },

  ERR_INVALID_ADDRESS_FAMILY(addressType, host, port) {
    this.host = host;
    this.port = port;
    return `Invalid address family: ${addressType} ${host}:${port}`;
  },

  ERR_INVALID_ARG_TYPE(name, expected, actual) {
    const subject = name.endsWith(' argument') ? name : `"${name}" ${argumentOrProperty(name)}`;
    const wanted = describeExpected(Array.isArray(expected) ? expected : [expected]);
    return `The ${subject} must be ${wanted}. Received ${determineSpecificType(actual)}`;
  },

  ERR_INVALID_ARG_VALUE(name, value, reason = 'is invalid') {
    let shown = inspect(value);
    if (shown.length > 128) shown = `${shown.slice(0, 128)}...`;
    return `The ${argumentOrProperty(name)} '${name}' ${reason}. Received ${shown}`;
  },

  ERR_INVALID_CHAR: (name, field) => `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`,

  ERR_INVALID_FILE_URL_PATH(reason, input) {
    this.input = input;
    return `File URL path ${reason}`;
  },

  ERR_INVALID_MIME_SYNTAX: (production, text, index) => (
    `The MIME syntax for a ${production} in "${text}" is invalid${index === -1 ? '' : ` at ${index}`}`),

  ERR_INVALID_MODULE_SPECIFIER: (request, reason, base) => `Invalid module "${request}" ${reason}${from(base)}`,

  ERR_INVALID_PACKAGE_CONFIG: (path, base, message) => (
    `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`),

  ERR_INVALID_PACKAGE_TARGET: packageTarget,

  ERR_INVALID_RETURN_PROPERTY: (input, name, property, value) => (
    `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook but got ` +
    `${determineSpecificType(value)}.`),

  ERR_INVALID_RETURN_PROPERTY_VALUE: (input, name, property, value) => (
    `Expected ${input} to be returned for the "${property}" from the "${name}" hook but got ` +
    `${determineSpecificType(value)}.`),

  ERR_INVALID_RETURN_VALUE: (input, name, value) => (
    `Expected ${input} to be returned from the "${name}" function but got ${determineSpecificType(value)}.`),

  ERR_INVALID_URL(input, base = null) {
    this.input = input;
    if (base != null) this.base = base;
    return 'Invalid URL';
  },

  ERR_INVALID_URL_SCHEME(expected) {
    const schemes = typeof expected === 'string' ? [expected] : expected;
    return `The URL must be ${schemes.length === 2 ? 'one of scheme' : 'of scheme'} ${schemes.join(' or ')}`;
  },

  ERR_IP_BLOCKED: (ip) => `IP(${ip}) is blocked by net.BlockList`,

  ERR_MISSING_ARGS(...names) {
    const quoted = names.map((name) => (
      Array.isArray(name) ? name.map((choice) => `"${choice}"`).join(' or ') : `"${name}"`));
    return `The ${formatList(quoted)} argument${names.length > 1 ? 's' : ''} must be specified`;
  },

  ERR_MODULE_NOT_FOUND(path, base, exactUrl) {
    if (exactUrl) this.url = `${exactUrl}`;
    return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`;
  },

  ERR_OUT_OF_RANGE(name, range, input, nameIsWholeMessage = false) {
    const start = nameIsWholeMessage ? name : `The value of "${name}" is out of range.`;
    return `${start} It must be ${range}. Received ${describeNumber(input)}`;
  },

  ERR_PACKAGE_IMPORT_NOT_DEFINED: (specifier, packagePath, base) => (
    `Package import specifier "${specifier}" is not defined${
      packagePath ? ` in package ${packagePath}package.json` : ''} imported from ${base}`),

  ERR_PACKAGE_PATH_NOT_EXPORTED: (pkgPath, subpath, base) => (
    subpath === '.' ? `No "exports" main defined in ${pkgPath}package.json${from(base)}` :
      `Package subpath '${subpath}' is not defined by "exports" in ${pkgPath}package.json${from(base)}`),

  ERR_PARSE_ARGS_UNKNOWN_OPTION(option, allowPositionals) {
    const hint = '. To specify a positional argument starting with a \'-\', place it at the end of the command ' +
      `after '--', as in '-- ${JSON.stringify(option)}`;
    return `Unknown option '${option}'${allowPositionals ? hint : ''}`;
  },

  ERR_REQUIRE_ASYNC_MODULE(filename, parent) {
    let text = 'require() cannot be used on an ESM graph with top-level await. Use import() instead. ' +
      'To see where the top-level await comes from, use --experimental-print-required-tla.';
    if (filename) text += `\nRequired module: ${filename}`;
    if (parent) {
      const requireStack = [];
      for (let module = parent; module && !requireStack.includes(module.filename || module.id); module = module.parent) {
        requireStack.push(module.filename || module.id);
      }
      if (requireStack.length > 0) text += `\nRequire stack:\n- ${requireStack.join('\n- ')}`;
      hiddenProperty(this, 'requireStack', requireStack);
    }
    return text;
  },

  ERR_REQUIRE_ESM: requireEsm,

  ERR_REQUIRE_ESM_RACE_CONDITION: (filename, parentFilename, inHookWorker) => (
    `Cannot require() ES Module ${filename} because it is not yet fully loaded.\n` +
    'This may be caused by a race condition if the module is simultaneously dynamically import()-ed via ' +
    'Promise.all().\nTry await-ing the import() sequentially in a loop instead.\n' +
    ` (From ${parentFilename ? `${parentFilename} in ` : ' '}` +
    `${inHookWorker ? 'loader hook worker thread' : 'non-loader-hook thread'})`),

  ERR_SOCKET_BAD_PORT: (name, port, allowZero = true) => (
    `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${determineSpecificType(port)}.`),

  ERR_UNHANDLED_ERROR: (error) => (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`),

  ERR_UNSUPPORTED_DIR_IMPORT(path, base, exactUrl) {
    this.url = exactUrl;
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  },

  ERR_UNSUPPORTED_ESM_URL_SCHEME(url, supported) {
    const windowsHint = process.platform === 'win32' && url.protocol.length === 2 ?
      '. On Windows, absolute paths must be valid file:// URLs' : '';
    return `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader` +
      `${windowsHint}. Received protocol '${url.protocol}'`;
  },

  ERR_VM_MODULE_LINK_FAILURE(message, cause) {
    this.cause = cause;
    return message;
  },

  ERR_WORKER_INVALID_EXEC_ARGV: (errors, message = 'invalid execArgv flags') => (
    `Initiated Worker with ${message}: ${errors.join(', ')}`),

  ERR_WORKER_PATH(filename) {
    let hint = '';
    if (filename.startsWith('file://')) hint = ' Wrap file:// URLs with `new URL`.';
    else if (filename.startsWith('data:text/javascript')) hint = ' Wrap data: URLs with `new URL`.';
    return 'The worker script or module filename must be an absolute path or a relative path starting with ' +
      `'./' or '../'.${hint} Received "${filename}"`;
  },
};
