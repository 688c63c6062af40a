// What the command line said; filled in by internal/bootstrap before anything else is loaded.
'use strict';

module.exports = { options: undefined };
