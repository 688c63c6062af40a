// The package as a CommonJS module.
'use strict';

const addon = require('@napkin-test/small-addon');

console.log(addon.add(1, 2), addon.LIMIT, addon.plane.zero(), addon.delete(1, 1));
console.log(Object.keys(addon).sort().join(' '));
