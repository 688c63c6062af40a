// What a main module throws is an unhandled rejection; a listener gets it.
process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error.message, origin));
process.on('exit', (code) => console.log('exit', code));
await null;
throw new Error('at the top level');
