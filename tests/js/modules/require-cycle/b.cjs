try {
  require('./a.mjs');
} catch (error) {
  console.log('in a cycle:', error.code);
}
