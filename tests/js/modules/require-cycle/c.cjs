const { b } = require('./d.mjs'); module.exports = ['c', b].join();
