// A top-level await that never ends: exit code 13.
process.on('beforeExit', (code) => console.log('beforeExit', code, process.exitCode));
process.on('exit', (code) => console.log('exit', code, process.exitCode));
setTimeout(() => console.log('timer'), 1);
await new Promise(() => {});
console.log('never');
