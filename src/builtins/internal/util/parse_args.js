// util.parseArgs: command line arguments to options and positionals, in three steps: tokens, values, defaults.
'use strict';

const { codes } = require('internal/errors');
const validators = require('internal/validators');

function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function optionProperty(options, name, property) {
  return Object.hasOwn(options, name) ? own(options[name], property) : undefined;
}

function longNameOf(short, options) {
  return Object.keys(options).find((name) => own(options[name], 'short') === short) ?? short;
}

function mainArguments() {
  const isEval = process.execArgv.some((arg) => /^(-e|-p|-pe|--eval|--print)(=|$)/.test(arg));
  return process.argv.slice(isEval ? 1 : 2);
}

function checkOption(name, option) {
  const path = `options.${name}`;
  validators.validateObject(option, path);
  const type = own(option, 'type');
  validators.validateUnion(type, `${path}.type`, ['string', 'boolean']);
  if (Object.hasOwn(option, 'short')) {
    validators.validateString(option.short, `${path}.short`);
    if (option.short.length !== 1) {
      throw new codes.ERR_INVALID_ARG_VALUE(`${path}.short`, option.short, 'must be a single character');
    }
  }
  const multiple = own(option, 'multiple');
  if (Object.hasOwn(option, 'multiple')) validators.validateBoolean(multiple, `${path}.multiple`);
  const fallback = own(option, 'default');
  if (fallback === undefined) return;
  const check = type === 'string' ?
    (multiple ? validators.validateStringArray : validators.validateString) :
    (multiple ? validators.validateBooleanArray : validators.validateBoolean);
  check(fallback, `${path}.default`);
}

// -abc to -a -b -c; an option with a value takes the rest of the group.
function splitGroup(arg, options) {
  const parts = [];
  for (let i = 1; i < arg.length; i++) {
    const takesValue = optionProperty(options, longNameOf(arg[i], options), 'type') === 'string';
    if (takesValue && i < arg.length - 1) {
      parts.push(`-${arg.slice(i)}`);
      break;
    }
    parts.push(`-${arg[i]}`);
  }
  return parts;
}

function toTokens(args, options) {
  const tokens = [];
  const rest = [...args];
  let index = -1;
  let groupLeft = 0;
  const takesValue = (name) => optionProperty(options, name, 'type') === 'string';
  const pushOption = (name, rawName, value, inlineValue) => {
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  };
  const pushOptionWithNext = (name, rawName) => {
    if (takesValue(name) && rest[0] != null) {
      pushOption(name, rawName, rest.shift(), false);
      index++;
    } else {
      pushOption(name, rawName, undefined, undefined);
    }
  };
  while (rest.length > 0) {
    const arg = rest.shift();
    if (groupLeft > 0) groupLeft--;
    else index++;
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=', 3);
      if (equals === -1) pushOptionWithNext(arg.slice(2), arg);
      else pushOption(arg.slice(2, equals), arg.slice(0, equals), arg.slice(equals + 1), true);
    } else if (arg.length > 1 && arg[0] === '-') {
      const name = longNameOf(arg[1], options);
      if (arg.length === 2) {
        pushOptionWithNext(name, arg);
      } else if (takesValue(name)) {
        pushOption(name, arg.slice(0, 2), arg.slice(2), true);
      } else {
        const parts = splitGroup(arg, options);
        rest.unshift(...parts);
        groupLeft = parts.length;
      }
    } else {
      tokens.push({ kind: 'positional', index, value: arg });
    }
  }
  return tokens;
}

function checkUsage(token, options, allowPositionals, allowNegative) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const positive = allowNegative && name.startsWith('no-') ? name.slice(3) : undefined;
    if (positive === undefined || optionProperty(options, positive, 'type') !== 'boolean') {
      throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = positive;
  }
  const short = optionProperty(options, name, 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const type = optionProperty(options, name, 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
  // "--port --verbose" more likely lacks the port than means a port called "--verbose".
  if (!token.inlineValue && token.value != null && token.value.length > 1 && token.value[0] === '-') {
    const { rawName } = token;
    const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${rawName}-XYZ'`;
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`);
  }
}

function store(token, options, values, allowNegative) {
  if (token.name === '__proto__') return;
  let { value } = token;
  if (allowNegative && token.name.startsWith('no-') && value === undefined) {
    token.name = token.name.slice(3);
    value = false;
  }
  value ??= true;
  if (!optionProperty(options, token.name, 'multiple')) values[token.name] = value;
  else if (values[token.name]) values[token.name].push(value);
  else values[token.name] = [value];
}

function parseArgs(config = {}) {
  const args = own(config, 'args') ?? mainArguments();
  const strict = own(config, 'strict') ?? true;
  const allowPositionals = own(config, 'allowPositionals') ?? !strict;
  const returnTokens = own(config, 'tokens') ?? false;
  const allowNegative = own(config, 'allowNegative') ?? false;
  const options = own(config, 'options') ?? { __proto__: null };
  validators.validateArray(args, 'args');
  validators.validateBoolean(strict, 'strict');
  validators.validateBoolean(allowPositionals, 'allowPositionals');
  validators.validateBoolean(returnTokens, 'tokens');
  validators.validateBoolean(allowNegative, 'allowNegative');
  validators.validateObject(options, 'options');
  for (const name of Object.keys(options)) checkOption(name, options[name]);

  const tokens = toTokens(args, options);
  const values = { __proto__: null };
  const positionals = [];
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) checkUsage(token, options, allowPositionals, allowNegative);
      store(token, options, values, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      positionals.push(token.value);
    }
  }
  for (const name of Object.keys(options)) {
    const fallback = own(options[name], 'default');
    if (fallback !== undefined && values[name] === undefined && name !== '__proto__') values[name] = fallback;
  }
  return returnTokens ? { values, positionals, tokens } : { values, positionals };
}

module.exports = { parseArgs };
