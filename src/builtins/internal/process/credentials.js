// User and group ids of the process.
'use strict';

const native = internalBinding('process');
const { codes } = require('internal/errors');
const { validateArray, validateUint32 } = require('internal/validators');

function validateId(id, name = 'id') {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

function setter(kind, call) {
  return (id) => {
    validateId(id);
    if (typeof id === 'number') id |= 0;
    // The only result besides 0: nobody of that name.
    if (call(id) === 1) throw new codes.ERR_UNKNOWN_CREDENTIAL(kind, id);
  };
}

function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const result = native.initgroups(user, extraGroup);
  if (result === 1) throw new codes.ERR_UNKNOWN_CREDENTIAL('User', user);
  if (result === 2) throw new codes.ERR_UNKNOWN_CREDENTIAL('Group', extraGroup);
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  groups.forEach((group, i) => validateId(group, `groups[${i}]`));
  const result = native.setgroups(groups);
  if (result > 0) throw new codes.ERR_UNKNOWN_CREDENTIAL('Group', groups[result - 1]);
}

module.exports = {
  getuid: () => native.getuid(),
  geteuid: () => native.geteuid(),
  getgid: () => native.getgid(),
  getegid: () => native.getegid(),
  getgroups: () => native.getgroups(),
  initgroups,
  setgroups,
  setegid: setter('Group', (id) => native.setegid(id)),
  seteuid: setter('User', (id) => native.seteuid(id)),
  setgid: setter('Group', (id) => native.setgid(id)),
  setuid: setter('User', (id) => native.setuid(id)),
};
for (const name in module.exports) {
  Object.defineProperty(module.exports[name], 'name', { __proto__: null, value: name, configurable: true });
}
