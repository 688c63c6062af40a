// `navigator`, as far as Node has it.
'use strict';

class Navigator {
  constructor() {
    const { codes } = require('internal/errors');
    if (arguments[0] !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get hardwareConcurrency() {
    return internalBinding('os').availableParallelism();
  }

  get language() {
    return 'en-US';
  }

  get languages() {
    return Object.freeze(['en-US']);
  }

  get userAgent() {
    return `Node.js/${process.version.slice(1).split('.')[0]}`;
  }

  get platform() {
    if (process.platform === 'darwin') return 'MacIntel';
    if (process.platform === 'win32') return 'Win32';
    const [sysname, , , machine] = internalBinding('os').uname();
    return process.platform === 'linux' ? `${sysname} ${process.arch === 'x64' ? 'x86_64' : machine}` : process.platform;
  }
}
const token = {};
for (const name of ['hardwareConcurrency', 'language', 'languages', 'userAgent', 'platform']) {
  Object.defineProperty(Navigator.prototype, name, { __proto__: null, enumerable: true });
}

module.exports = { Navigator, navigator: new Navigator(token) };
