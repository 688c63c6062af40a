exports.value = 1;
exports.throws = exports.gone = 2;
Object.defineProperty(exports, 'throws', { enumerable: true, get() { throw new Error('a getter'); } });
delete exports.gone;
