// Node's coded errors: `throw new codes.ERR_INVALID_ARG_TYPE(name, expected, value)`.
//
// Classes are made on first use (every built-in requires this file at start-up), and the message texts live in
// `internal/errors/texts` and `internal/errors/messages`, loaded with the first error. System errors (libuv and
// errno) are in `internal/errors/system`. Class names, messages and property order are Node 26's: packages match them.
'use strict';

// Which built-in class a code's error extends; a code that is in no list does not exist.
// Every list begins and ends with a space, so that a whole name can be searched.
const NAMES = {
  TypeError: ' INVALID_REPL_INPUT TRACE_EVENTS_CATEGORY_REQUIRED ' +
    'AMBIGUOUS_ARGUMENT ARG_NOT_ITERABLE ASYNC_CALLBACK ASYNC_TYPE CONSOLE_WRITABLE_STREAM ' +
    'CONSTRUCT_CALL_INVALID CONSTRUCT_CALL_REQUIRED ENCODING_INVALID_ENCODED_DATA FEATURE_UNAVAILABLE_ON_PLATFORM ' +
    'ILLEGAL_CONSTRUCTOR IMPORT_ATTRIBUTE_MISSING IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE IMPORT_ATTRIBUTE_UNSUPPORTED ' +
    'INCOMPATIBLE_OPTION_PAIR INVALID_ARG_TYPE INVALID_ARG_VALUE INVALID_CHAR INVALID_CURSOR_POS INVALID_FD_TYPE ' +
    'INVALID_FILE_URL_HOST INVALID_FILE_URL_PATH INVALID_HANDLE_TYPE INVALID_HTTP_TOKEN INVALID_IP_ADDRESS ' +
    'INVALID_MIME_SYNTAX INVALID_MODULE_SPECIFIER INVALID_PROTOCOL INVALID_RETURN_PROPERTY ' +
    'INVALID_RETURN_PROPERTY_VALUE INVALID_RETURN_VALUE INVALID_SYNC_FORK_INPUT INVALID_THIS ' +
    'INVALID_TRANSFER_OBJECT INVALID_TUPLE INVALID_URL INVALID_URL_SCHEME MISSING_ARGS MISSING_OPTION ' +
    'MISSING_TRANSFERABLE_IN_TRANSFER_LIST MODULE_LINK_MISMATCH NAPI_CONS_FUNCTION PACKAGE_IMPORT_NOT_DEFINED ' +
    'PARSE_ARGS_INVALID_OPTION_VALUE PARSE_ARGS_UNEXPECTED_POSITIONAL PARSE_ARGS_UNKNOWN_OPTION ' +
    'PERFORMANCE_INVALID_TIMESTAMP PERFORMANCE_MEASURE_INVALID_OPTIONS PROTO_ACCESS SOCKET_BAD_BUFFER_SIZE ' +
    'SOCKET_BAD_TYPE STREAM_NULL_VALUES TRAILING_JUNK_AFTER_STREAM_END UNESCAPED_CHARACTERS UNKNOWN_ENCODING ' +
    'UNKNOWN_FILE_EXTENSION UNKNOWN_SIGNAL UNSUPPORTED_RESOLVE_REQUEST VM_DYNAMIC_IMPORT_CALLBACK_MISSING ' +
    'VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG WEBASSEMBLY_RESPONSE WORKER_PATH WORKER_UNSUPPORTED_OPERATION ',
  RangeError: ' BUFFER_OUT_OF_BOUNDS BUFFER_TOO_LARGE CHILD_PROCESS_STDIO_MAXBUFFER ENCODING_NOT_SUPPORTED ' +
    'FS_FILE_TOO_LARGE INVALID_ADDRESS_FAMILY INVALID_ASYNC_ID INVALID_BUFFER_SIZE INVALID_FD ' +
    'NAPI_INVALID_DATAVIEW_ARGS NAPI_INVALID_TYPEDARRAY_ALIGNMENT NAPI_INVALID_TYPEDARRAY_LENGTH OUT_OF_RANGE ' +
    'SOCKET_BAD_PORT UNKNOWN_MODULE_FORMAT ',
  Error: ' DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE INSPECTOR_ALREADY_CONNECTED INSPECTOR_NOT_ACTIVE ' +
    'INSPECTOR_NOT_AVAILABLE INSPECTOR_NOT_CONNECTED NOT_BUILDING_SNAPSHOT NOT_IN_SINGLE_EXECUTABLE_APPLICATION ' +
    'TEST_FAILURE TRACE_EVENTS_UNAVAILABLE ' +
    'ACCESS_DENIED ASSERTION BUFFER_CONTEXT_NOT_AVAILABLE CHILD_CLOSED_BEFORE_REPLY ' +
    'CHILD_PROCESS_IPC_REQUIRED CLOSED_MESSAGE_PORT CONTEXT_NOT_INITIALIZED DIR_CLOSED DIR_CONCURRENT_OPERATION ' +
    'DLOPEN_DISABLED DLOPEN_FAILED DNS_SET_SERVERS_FAILED EVAL_ESM_CANNOT_PRINT EVENT_RECURSION ' +
    'FALSY_VALUE_REJECTION FS_WATCH_QUEUE_OVERFLOW INPUT_TYPE_NOT_ALLOWED INTERNAL_ASSERTION ' +
    'INVALID_PACKAGE_CONFIG INVALID_PACKAGE_TARGET INVALID_STATE IPC_CHANNEL_CLOSED IPC_DISCONNECTED IPC_ONE_PIPE ' +
    'IPC_SYNC_FORK IP_BLOCKED LOADER_CHAIN_INCOMPLETE MEMORY_ALLOCATION_FAILED ' +
    'MESSAGE_TARGET_CONTEXT_UNAVAILABLE METHOD_NOT_IMPLEMENTED MODULE_NOT_FOUND MULTIPLE_CALLBACK ' +
    'NON_CONTEXT_AWARE_DISABLED NO_TYPESCRIPT OPERATION_FAILED PACKAGE_PATH_NOT_EXPORTED REQUIRE_ASYNC_MODULE ' +
    'REQUIRE_CYCLE_MODULE REQUIRE_ESM REQUIRE_ESM_RACE_CONDITION SCRIPT_EXECUTION_INTERRUPTED ' +
    'SCRIPT_EXECUTION_TIMEOUT SERVER_ALREADY_LISTEN SERVER_NOT_RUNNING SOCKET_ALREADY_BOUND SOCKET_CLOSED ' +
    'SOCKET_CLOSED_BEFORE_CONNECTION SOCKET_CONNECTION_TIMEOUT SOCKET_DGRAM_IS_CONNECTED ' +
    'SOCKET_DGRAM_NOT_CONNECTED SOCKET_DGRAM_NOT_RUNNING SOCKET_HANDLE_ADOPTED SOURCE_MAP_CORRUPT ' +
    'SOURCE_MAP_MISSING_SOURCE STREAM_ALREADY_FINISHED STREAM_CANNOT_PIPE STREAM_DESTROYED STREAM_PREMATURE_CLOSE ' +
    'STREAM_PUSH_AFTER_EOF STREAM_UNABLE_TO_PIPE STREAM_UNSHIFT_AFTER_END_EVENT STREAM_WRAP ' +
    'STREAM_WRITE_AFTER_END STRING_TOO_LONG SYNTHETIC THROTTLED UNAVAILABLE_DURING_EXIT ' +
    'UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET UNHANDLED_ERROR UNKNOWN_BUILTIN_MODULE ' +
    'UNKNOWN_CREDENTIAL UNSUPPORTED_DIR_IMPORT UNSUPPORTED_ESM_URL_SCHEME ' +
    'UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING USE_AFTER_CLOSE VALID_PERFORMANCE_ENTRY_TYPE ' +
    'VM_MODULE_ALREADY_LINKED VM_MODULE_CANNOT_CREATE_CACHED_DATA VM_MODULE_DIFFERENT_CONTEXT ' +
    'VM_MODULE_LINK_FAILURE VM_MODULE_NOT_MODULE VM_MODULE_STATUS WEBASSEMBLY_NOT_SUPPORTED ' +
    'WORKER_HANDLE_NOT_TRANSFERABLE WORKER_INIT_FAILED WORKER_INVALID_EXEC_ARGV WORKER_MESSAGING_ERRORED ' +
    'WORKER_MESSAGING_FAILED WORKER_MESSAGING_SAME_THREAD WORKER_MESSAGING_TIMEOUT WORKER_NOT_RUNNING ' +
    'WORKER_OUT_OF_MEMORY WORKER_UNSERIALIZABLE_ERROR ',
  SystemError: ' FS_CP_DIR_TO_NON_DIR FS_CP_EEXIST FS_CP_EINVAL FS_CP_FIFO_PIPE FS_CP_NON_DIR_TO_DIR FS_CP_SOCKET ' +
    'FS_CP_SYMLINK_TO_SUBDIRECTORY FS_CP_UNKNOWN FS_EISDIR SOCKET_BUFFER_SIZE SYSTEM_ERROR TTY_INIT_FAILED ',
  SyntaxError: ' INVALID_TYPESCRIPT_SYNTAX UNSUPPORTED_TYPESCRIPT_SYNTAX ',
  URIError: ' INVALID_URI ',
};

const BASES = { Error, TypeError, RangeError, SyntaxError, URIError };

const kIsNodeError = Symbol('kIsNodeError');
// Stands for the class SystemError, which is loaded with the first system error.
const SystemErrorMarker = Symbol('SystemError');
const extraMessages = new Map();
const classes = new Map();

function messageOf(code) {
  if (extraMessages.has(code)) return extraMessages.get(code);
  return require('internal/errors/texts')[code] ?? require('internal/errors/messages')[code];
}

// Builds the text of an error. Message functions may put properties of the error into `properties` through `this`.
function buildMessage(code, args, properties) {
  const message = messageOf(code);
  if (typeof message === 'function') return message.apply(properties, args);
  if (args.length === 0) return message;
  if (args.every((arg) => typeof arg === 'string')) {
    let next = 0;
    return message.replace(/%[sd]/g, () => args[next++]);
  }
  return require('internal/util/inspect').format(message, ...args);
}

// Gives `error.stack` the header "Name [CODE]: message" and drops the frames of the constructor `above`.
// The frames come from the engine; whether its stack text has a header of its own does not matter.
function setStackHeader(error, above) {
  if (above !== undefined) Error.captureStackTrace(error, above);
  const stack = error.stack;
  if (typeof stack !== 'string') return;
  const plain = error.message === '' ? error.name : `${error.name}: ${error.message}`;
  let frames = stack.startsWith(plain) ? stack.slice(plain.length) : stack;
  const start = /^ {4}at /m.exec(frames);
  frames = start === null ? '' : `\n${frames.slice(start.index).trimEnd()}`;
  const label = `${error.name} [${error.code}]`;
  Object.defineProperty(error, 'stack', {
    __proto__: null,
    value: `${error.message === '' ? label : `${label}: ${error.message}`}${frames}`,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

function makeClass(code, Base) {
  class NodeError extends Base {
    constructor(...args) {
      const properties = {};
      super(buildMessage(code, args, properties));
      this.code = code;
      Object.defineProperties(this, Object.getOwnPropertyDescriptors(properties));
      setStackHeader(this, NodeError);
    }

    // The name that inspection shows is that of the base class.
    get ['constructor']() {
      return Base;
    }

    get [kIsNodeError]() {
      return true;
    }

    toString() {
      return `${this.name} [${code}]: ${this.message}`;
    }
  }
  // Node's own sources write `new codes.X.HideStackFramesError()` and `new codes.X.RangeError()`.
  Object.defineProperty(NodeError, 'HideStackFramesError', { __proto__: null, value: NodeError, configurable: true });
  for (const name of ['TypeError', 'RangeError']) {
    Object.defineProperty(NodeError, name, {
      __proto__: null,
      configurable: true,
      get() {
        return Base === BASES[name] ? NodeError : classFor(code, BASES[name]);
      },
    });
  }
  return NodeError;
}

function classFor(code, Base) {
  const key = `${code} ${Base.name}`;
  let cls = classes.get(key);
  if (cls === undefined) {
    cls = makeClass(code, Base);
    classes.set(key, cls);
  }
  return cls;
}

function baseNameOf(code) {
  if (typeof code !== 'string' || !code.startsWith('ERR_')) return undefined;
  const name = ` ${code.slice(4)} `;
  for (const base in NAMES) {
    if (NAMES[base].includes(name)) return base;
  }
  return undefined;
}

const codes = new Proxy({ __proto__: null }, {
  __proto__: null,
  get(target, code) {
    const known = target[code];
    if (known !== undefined) return known;
    const base = baseNameOf(code);
    if (base === undefined) return undefined;
    const cls = base === 'SystemError' ?
      require('internal/errors/system').makeSystemErrorClass(code) : classFor(code, BASES[base]);
    target[code] = cls;
    return cls;
  },
  has(target, code) {
    return code in target || baseNameOf(code) !== undefined;
  },
});

// Registers one more code; for modules whose errors nobody else throws (zlib, http...).
function E(code, message, Base, ...others) {
  extraMessages.set(code, message);
  const cls = Base === SystemErrorMarker ?
    require('internal/errors/system').makeSystemErrorClass(code) : classFor(code, Base);
  for (const other of others) {
    if (typeof other === 'function' && !Object.hasOwn(cls, other.name)) cls[other.name] = classFor(code, other);
  }
  codes[code] = cls;
}

function isErrorStackTraceLimitWritable() {
  const desc = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (desc === undefined) return Object.isExtensible(Error);
  return Object.hasOwn(desc, 'writable') ? desc.writable : desc.set !== undefined;
}

// Wraps a function so that errors it throws seem to come from its caller.
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return fn.apply(this, args);
    } catch (error) {
      if (Error.stackTraceLimit && isErrorLike(error)) recaptureStack(error, wrapped);
      throw error;
    }
  }
  wrapped.withoutStackTrace = fn;
  return wrapped;
}

// Cuts the frames of `above` and of what it called off the error's stack; returns the error.
function recaptureStack(error, above) {
  if (error[kIsNodeError]) setStackHeader(error, above);
  else Error.captureStackTrace(error, above);
  return error;
}

function isErrorLike(value) {
  // `stack` may be an accessor of the prototype.
  return typeof value === 'object' && value !== null &&
    (Object.hasOwn(value, 'stack') || internalBinding('engine').classOf(value) === 'Error');
}

// An abort as Node reports it: an Error with a code, not a DOMException.
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(errors, message);
    this.code = errors[0]?.code;
  }

  get [kIsNodeError]() {
    return true;
  }

  get ['constructor']() {
    return AggregateError;
  }
}

// Joins the error of an operation and the error of its clean-up; the outer one leads.
function aggregateTwoErrors(innerError, outerError) {
  if (!innerError || !outerError || innerError === outerError) return innerError || outerError;
  if (Array.isArray(outerError.errors)) {
    outerError.errors.push(innerError);
    return outerError;
  }
  const error = new AggregateError([outerError, innerError], outerError.message);
  Error.captureStackTrace(error, aggregateTwoErrors);
  error.code = outerError.code;
  return error;
}

function genericNodeError(message, properties) {
  const error = new Error(message);
  Object.assign(error, properties);
  Error.captureStackTrace(error, genericNodeError);
  return error;
}

// True for the RangeError (or InternalError) that the engine throws when the native stack is used up.
let overflowName;
let overflowMessage;
function isStackOverflowError(error) {
  if (overflowMessage === undefined) {
    try {
      (function overflow() { overflow(); })();
    } catch (caught) {
      overflowName = caught.name;
      overflowMessage = caught.message;
    }
  }
  return error != null && error.name === overflowName && error.message === overflowMessage;
}

function inspectWithNoCustomRetry(value, options) {
  const { inspect } = require('internal/util/inspect');
  try {
    return inspect(value, options);
  } catch {
    return inspect(value, { ...options, customInspect: false });
  }
}

module.exports = {
  AbortError,
  E,
  NodeAggregateError,
  SystemError: SystemErrorMarker,
  aggregateTwoErrors,
  buildMessage,
  codes,
  genericNodeError,
  hideStackFrames,
  inspectWithNoCustomRetry,
  isErrorLike,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kIsNodeError,
  recaptureStack,
  setStackHeader,
};

// What only an error path needs is loaded when it is asked for.
for (const name of ['determineSpecificType', 'formatList']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, enumerable: true, configurable: true,
    get: () => require('internal/errors/wording')[name],
  });
}
for (const name of ['ConnResetException', 'DNSException', 'ErrnoException', 'ExceptionWithHostPort', 'UVException',
                    'UVExceptionWithHostPort', 'errnoException', 'exceptionWithHostPort', 'uvErrmapGet', 'uvException',
                    'uvExceptionWithHostPort']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, enumerable: true, configurable: true,
    get: () => require('internal/errors/system')[name],
  });
}
