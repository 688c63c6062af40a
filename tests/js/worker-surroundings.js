// What a worker finds: arguments, environment, environment data, process, nested workers; and which options are refused.
'use strict';
const {
  Worker, isMainThread, parentPort, workerData, setEnvironmentData, getEnvironmentData, SHARE_ENV, MessageChannel,
  resourceLimits, threadId,
} = require('worker_threads');

if (!isMainThread && workerData?.ask) {
  const answers = {
    argv: () => process.argv.slice(2),
    env: () => { process.env.OF_WORKER = 5; return [process.env.GIVEN, process.env.HOME === undefined, process.env.OF_WORKER]; },
    shared: () => { process.env.OF_WORKER = 'shared'; return process.env.OF_MAIN; },
    data: () => [getEnvironmentData('key'), getEnvironmentData('gone')],
    process: () => ['chdir', 'abort', 'setuid', 'umask'].map((name) => {
      try {
        return process[name](1);
      } catch (error) {
        return `${error.code} ${error.message}`;
      }
    }).concat(typeof process.cwd(), typeof process.umask(), process.pid > 0, process.title === 'x'),
    limits: () => resourceLimits,
    port: () => { workerData.port.postMessage('straight'); workerData.port.close(); return workerData.port.constructor.name; },
    global: () => [typeof require, typeof module, __filename === process.argv[1], require.main === module],
    nested: () => new Promise((resolve) => {
      const inner = new Worker(__filename, { workerData: { ask: 'data' } });
      inner.once('message', (value) => resolve([value, inner.threadId > threadId]));
    }),
    orphan: () => { new Worker('setInterval(() => {}, 1000)', { eval: true }); setImmediate(() => process.exit(2)); return 0; },
    timers: () => new Promise((resolve) => {
      const order = [];
      setTimeout(() => { order.push('timeout'); resolve(order); }, 2);
      setImmediate(() => order.push('immediate'));
      process.nextTick(() => order.push('tick'));
      Promise.resolve().then(() => order.push('promise'));
    }),
  };
  Promise.resolve(answers[workerData.ask]()).then((value) => parentPort.postMessage(value));
} else if (isMainThread) {
  const ask = (what, options = {}) => new Promise((resolve, reject) => {
    const worker = new Worker(options.file ?? __filename,
                              { ...options, workerData: { ask: what, ...options.workerData } });
    let answer;
    worker.on('message', (value) => { answer = value; });
    worker.on('error', reject);
    worker.on('exit', (code) => resolve([what, answer, code]));
  });
  const attempt = (label, run) => {
    try {
      console.log(label, run());
    } catch (error) {
      console.log(label, error.constructor.name, error.name, error.code, error.message);
    }
  };
  attempt('name', () => new Worker('foo.js'));
  attempt('number', () => new Worker(5));
  attempt('scheme', () => new Worker(new URL('http://x/')));
  attempt('argv', () => new Worker('./x', { argv: 5 }));
  attempt('execArgv', () => new Worker('./x', { execArgv: 5 }));
  attempt('execArgv', () => new Worker('./x', { execArgv: ['--no-such-flag'] }));
  attempt('env', () => new Worker('./x', { env: 5 }));
  attempt('name', () => new Worker('./x', { name: 5 }));
  attempt('data', () => new Worker('./x', { workerData: () => 1 }));
  attempt('data', () => new Worker('./x', { workerData: new MessageChannel().port1 }));
  attempt('eval', () => new Worker(new URL('file:///x'), { eval: true }));
  (async () => {
    console.log(await ask('argv', { argv: ['a', 5] }));
    console.log(await ask('env', { env: { GIVEN: 7 } }), process.env.OF_WORKER);
    process.env.OF_MAIN = 'main';
    console.log(await ask('shared', { env: SHARE_ENV }), process.env.OF_WORKER);
    setEnvironmentData('key', { of: ['main'] });
    setEnvironmentData('gone', 1);
    setEnvironmentData('gone');
    console.log(await ask('data'));
    console.log(await ask('process'));
    console.log(await ask('limits', { resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64, codeRangeSizeMb: 4, stackSizeMb: 2 } }));
    const { port1, port2 } = new MessageChannel();
    const straight = new Promise((resolve) => { port1.on('message', resolve); });
    console.log(await ask('port', { workerData: { port: port2 }, transferList: [port2] }), await straight);
    console.log(await ask('global'));
    console.log(await ask('global', { file: require('url').pathToFileURL(__filename) }));
    console.log(await ask('nested'));
    console.log(await ask('orphan'));
    console.log(await ask('timers'));
    const missing = new Worker('./does-not-exist.js');
    missing.on('error', (error) => console.log(error.code, error.message.includes('does-not-exist.js')));
    missing.on('exit', (code) => {
      console.log('exit', code);
      const unheard = new Worker('setInterval(() => {}, 1000)', { eval: true });
      unheard.unref();
      evaluate();
    });
  })();
  function evaluate() {
    const evaluated = new Worker('const { parentPort: p } = require("worker_threads"); p.postMessage([__filename, process.argv.length, this === globalThis, typeof fs])', { eval: true, argv: [1], name: 'named' });
    console.log(evaluated.threadName, evaluated.threadId > 0);
    evaluated.on('message', (value) => console.log(value));
  }
}
