exports.found = 'commonjs'; return;
