// process.exitCode: checked when it is set, undefined until then.
'use strict';

let exitCode;

function validateExitCode(value) {
  if (value === null || value === undefined) return;
  let code = value;
  if (typeof value === 'string' && value !== '') code = Number.isNaN(+value) ? value : +value;
  require('internal/validators').validateInteger(code, 'code');
}

function define(target) {
  Object.defineProperty(target, 'exitCode', {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get: () => exitCode,
    set(value) {
      validateExitCode(value);
      exitCode = value === null ? undefined : value;
    },
  });
}

module.exports = { define };
