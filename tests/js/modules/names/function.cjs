module.exports = function named() {}; module.exports.member = 1;
