exports.a = __filename;
