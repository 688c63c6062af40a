module.exports = [require('./late.mjs').value, require('./early.mjs') !== undefined];
