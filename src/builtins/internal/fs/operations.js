// The plain operations of fs, whichever way they are called: synchronous, with a callback, or for a promise.
//
// `take` checks the arguments and makes the native ones (members beyond those of the native function are for `give`);
// `give` makes the result of the native one, and `fail` another error, on the pool. The last `optional` arguments may be left out before a callback.
// Neighbours: files.js, attributes.js, links.js, directories.js fill the table; synchronous.js, callbacks.js and
// promises.js make functions of it.
'use strict';

const operations = { __proto__: null };

for (const group of ['files', 'attributes', 'links', 'directories']) {
  Object.assign(operations, require(`internal/fs/${group}`).operations);
}

module.exports = { operations };
