// What the start-up measurement runs: load an addon, call it, end. Argument: the addon.
'use strict';
const addon = require(process.argv[2]);
if (addon.hello() !== 'world') process.exit(1);
