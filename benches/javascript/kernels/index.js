// All kernels: name -> function that prepares the data and answers the function to measure. That one
// answers a checksum, or a promise of it, the same whenever and wherever it runs.
'use strict';

module.exports = Object.assign({}, ...['calls', 'numbers', 'sorting', 'texts', 'collections', 'classes', 'iteration']
  .map((file) => require(`./${file}.js`)));
