// drivelist: the addon reads the mounted file systems of this machine, whatever they are; both runtimes
// must see the same, in the documented shape. (The package's own `list` asks `lsblk` on Linux.)
'use strict';
const assert = require('assert');
const addon = require('./node_modules/drivelist/build/Release/drivelist.node');
const drivelist = require('drivelist');

addon.list((error, drives) => {
  if (error) {
    // No block devices here, as in many containers.
    console.log(error.name, error.message);
    return;
  }
  assert.ok(Array.isArray(drives));
  for (const drive of drives) {
    assert.strictEqual(typeof drive.device, 'string');
    assert.ok(Array.isArray(drive.mountpoints));
    assert.ok(drive.size === null || typeof drive.size === 'number');
  }
  console.log(JSON.stringify(drives));
});
console.log(typeof drivelist.list);
try {
  addon.list();
} catch (error) {
  console.log(error.name, error.message);
}
