// Messages between threads: every kind of value both ways, what is transferred and shared, what cannot be sent.
'use strict';
const {
  Worker, isMainThread, parentPort, workerData, MessageChannel, MessagePort, receiveMessageOnPort, BroadcastChannel,
  markAsUncloneable, markAsUntransferable, isMarkedAsUntransferable, threadId, threadName,
} = require('worker_threads');
const { inspect } = require('util');

if (!isMainThread) {
  parentPort.on('message', ({ what, value, port }) => {
    switch (what) {
      case 'echo':
        parentPort.postMessage({ value, shown: inspect(value, { depth: 5 }) });
        break;
      case 'shared':
        Atomics.add(new Int32Array(value), 0, 40);
        parentPort.postMessage({ shared: value instanceof SharedArrayBuffer, max: value.maxByteLength });
        break;
      case 'wait': {
        const numbers = new Int32Array(value);
        parentPort.postMessage('waiting');
        const woken = Atomics.wait(numbers, 0, 0);
        parentPort.postMessage({ woken, value: numbers[0] });
        break;
      }
      case 'port':
        port.on('message', (text) => {
          port.postMessage(text.toUpperCase());
          port.close();
        });
        break;
      case 'broadcast': {
        const channel = new BroadcastChannel('news');
        channel.onmessage = (event) => {
          channel.postMessage(`heard ${event.data} ${event.constructor.name}`);
          channel.close();
        };
        parentPort.postMessage('tuned');
        break;
      }
      case 'bad':
        try {
          parentPort.postMessage(() => {});
        } catch (error) {
          parentPort.postMessage(`${error.name} ${error.code} ${error.message}`);
        }
        break;
      default:
        parentPort.close();
    }
  });
} else {
  const attempt = (label, run) => {
    try {
      console.log(label, run());
    } catch (error) {
      console.log(label, error.constructor.name, error.name, error.code, error.message);
    }
  };
  const worker = new Worker(__filename);
  const next = () => new Promise((resolve) => { worker.once('message', resolve); });
  const ask = (message, transfer) => {
    const answer = next();
    worker.postMessage(message, transfer);
    return answer;
  };
  const cycle = { list: [] };
  cycle.list.push(cycle);
  class Own { constructor() { this.a = 1; } }
  const values = [
    undefined, null, true, -0, 1.5, NaN, 'text', 'caf\u00e9 \u{1F600} \ud800', '', 'x'.repeat(3000), 10n, -(2n ** 80n),
    [1, , 'hole'], [], Object.assign([1, 2], { extra: 1 }), { a: { b: [{}] } }, new Own(), Object.create(null), cycle,
    new Date(0), /a+/gi, new Map([[{ k: 1 }, new Set([1, 'two'])]]), Object('boxed'), Object(1), Object(1n),
    new Uint8Array([1, 2, 3]), new Float64Array([1.5]), Buffer.from('buffer'), new DataView(new ArrayBuffer(2)),
    new BigInt64Array([-1n]), new ArrayBuffer(3), new ArrayBuffer(2, { maxByteLength: 4 }),
  ];
  (async () => {
    for (const value of values) {
      const { value: back, shown } = await ask({ what: 'echo', value });
      console.log(shown.slice(0, 80), '|', inspect(back, { depth: 5 }) === shown, Object.is(back, value));
    }
    for (const error of [new TypeError('t', { cause: 1 }), new DOMException('d', 'AbortError')]) {
      const { value: back } = await ask({ what: 'echo', value: error });
      console.log(back instanceof Error, back.constructor.name, back.message, back.cause, back.stack === error.stack);
    }
    const { value: blob } = await ask({ what: 'echo', value: new Blob(['ab', 'c'], { type: 'text/plain' }) });
    console.log(blob, await blob.text());

    const memory = new Uint8Array([5, 6]).buffer;
    const { value: moved } = await ask({ what: 'echo', value: memory }, [memory]);
    console.log('transferred', memory.byteLength, memory.detached, new Uint8Array(moved));
    const shared = new SharedArrayBuffer(4, { maxByteLength: 8 });
    new Int32Array(shared)[0] = 2;
    console.log(await ask({ what: 'shared', value: shared }), new Int32Array(shared)[0]);
    const waited = new SharedArrayBuffer(4);
    console.log(await ask({ what: 'wait', value: waited }));
    const woken = next();
    Atomics.store(new Int32Array(waited), 0, 7);
    while (Atomics.notify(new Int32Array(waited), 0) === 0 && Atomics.load(new Int32Array(waited), 0) === 0);
    const { value } = await woken;
    console.log('woken', value);

    const { port1, port2 } = new MessageChannel();
    const closed = new Promise((resolve) => { port1.on('close', resolve); });
    const heard = new Promise((resolve) => { port1.onmessage = resolve; });
    worker.postMessage({ what: 'port', port: port2 }, [port2]);
    port1.postMessage('over the port');
    const event = await heard;
    console.log(event.constructor.name, event.type, event.data, event.target === port1, event.ports.length);
    console.log('closed', (await closed).type);

    const channel = new BroadcastChannel('news');
    console.log(channel.name, await ask({ what: 'broadcast' }));
    const answer = new Promise((resolve) => { channel.onmessage = resolve; });
    channel.postMessage('weather');
    console.log((await answer).data);
    channel.close();
    attempt('closed channel', () => channel.postMessage(1));
    console.log(await ask({ what: 'bad' }));
    worker.postMessage({ what: 'end' });
    worker.on('exit', (code) => console.log('exit', code));
  })();

  const pair = new MessageChannel();
  attempt('new MessagePort', () => new MessagePort());
  attempt('MessageChannel()', () => MessageChannel());
  attempt('no message', () => pair.port1.postMessage());
  attempt('port', () => pair.port1.postMessage(new MessageChannel().port1));
  attempt('source', () => pair.port1.postMessage(1, [pair.port1]));
  attempt('twice', () => { const { port1 } = new MessageChannel(); pair.port1.postMessage(1, [port1, port1]); });
  attempt('twice', () => { const a = new ArrayBuffer(1); pair.port1.postMessage(1, [a, a]); });
  attempt('list', () => pair.port1.postMessage(1, [{}]));
  attempt('list', () => pair.port1.postMessage(1, 'abc'));
  attempt('list', () => pair.port1.postMessage(1, { transfer: 5 }));
  attempt('detached', () => { const a = new ArrayBuffer(1); a.transfer(); pair.port1.postMessage(1, [a]); });
  attempt('closed', () => { const { port1 } = new MessageChannel(); port1.close(); pair.port1.postMessage(1, [port1]); });
  attempt('untransferable', () => {
    const a = new ArrayBuffer(1);
    markAsUntransferable(a);
    console.log(isMarkedAsUntransferable(a), pair.port1.postMessage(a));
    pair.port1.postMessage(a, [a]);
  });
  attempt('uncloneable', () => { const a = {}; markAsUncloneable(a); pair.port1.postMessage(a); });
  for (const value of [() => {}, Symbol('x'), Promise.resolve(), new WeakMap()]) {
    attempt('refused', () => pair.port1.postMessage(value));
  }
  attempt('receive', () => receiveMessageOnPort({}));
  attempt('receive', () => inspect([receiveMessageOnPort(pair.port2), receiveMessageOnPort(pair.port2)]));
  attempt('moved in the thread', () => {
    const { port1, port2 } = new MessageChannel();
    const again = structuredClone({ port2 }, { transfer: [port2] }).port2;
    port1.postMessage('there');
    return inspect([again instanceof MessagePort, again === port2, receiveMessageOnPort(again)]);
  });
  attempt('thread', () => [isMainThread, threadId, threadName, parentPort, workerData].join());
  pair.port1.close();
}
