// ReadableStream of bytes: BYOB reads, requests, element sizes, buffers that change hands, tee.
'use strict';

async function attempt(label, run) {
  try {
    console.log('-', label, 'gives', await run());
  } catch (error) {
    console.log('-', label, 'fails', error?.name, error?.code, error?.message ?? error);
  }
}
const controllerOf = (source = {}, strategy = undefined) => {
  let controller;
  const stream = new ReadableStream({ type: 'bytes', ...source, start(c) { controller = c; } }, strategy);
  return [stream, controller];
};
const bytes = (...list) => Uint8Array.from(list);
const detached = () => { const view = new Uint8Array(4); structuredClone(view.buffer, { transfer: [view.buffer] }); return view; };

async function enqueueing() {
  const [stream, controller] = controllerOf({}, { highWaterMark: 5 });
  console.log(controller, controller.byobRequest, controller.desiredSize, stream);
  for (const chunk of [undefined, 'x', 5, new Uint8Array(0), detached(), new ArrayBuffer(2)]) await attempt('enqueue', () => controller.enqueue(chunk));
  await attempt('shared', () => controller.enqueue(new Uint8Array(new SharedArrayBuffer(2))));
  const chunk = bytes(1, 2, 3);
  controller.enqueue(chunk);
  controller.enqueue(new DataView(new Uint16Array([0x0504, 0x0706]).buffer, 1, 2));
  console.log(chunk.length, chunk.buffer.detached, controller.desiredSize);
  const reader = stream.getReader();
  console.log(await reader.read(), await reader.read(), controller.desiredSize);
  controller.enqueue(bytes(9));
  controller.close();
  await attempt('after close', () => controller.enqueue(bytes(1)));
  await attempt('close again', () => controller.close());
  console.log(await reader.read(), await reader.read(), stream);
}

async function reads() {
  const [stream, controller] = controllerOf();
  const reader = stream.getReader({ mode: 'byob' });
  for (const view of [undefined, 5, new Uint8Array(0), detached(), new ArrayBuffer(2), new Uint8Array(new SharedArrayBuffer(2))]) await attempt('read', () => reader.read(view));
  for (const min of [0, -1, 3, 'x', 1.5, NaN]) await attempt(`min ${min}`, () => reader.read(new Uint8Array(2), { min }));
  await attempt('options', () => reader.read(new Uint8Array(2), 5));
  controller.enqueue(bytes(1, 2, 3, 4, 5, 6, 7));
  const buffer = new ArrayBuffer(8);
  const { value, done } = await reader.read(new Uint8Array(buffer, 2, 3));
  console.log(value, done, value.byteOffset, value.buffer.byteLength, buffer.detached);
  console.log(await reader.read(new Uint16Array(1)), await reader.read(new DataView(new ArrayBuffer(1))), (await reader.read(Buffer.alloc(1))).value);
  const waiting = reader.read(new Uint8Array(4), { min: 3 });
  controller.enqueue(bytes(1, 2));
  console.log(controller.byobRequest, controller.byobRequest === controller.byobRequest);
  controller.enqueue(bytes(3, 4, 5));
  console.log(await waiting, await reader.read(new Uint8Array(9)));
  const last = reader.read(new Uint8Array(4));
  controller.close();
  const request = controller.byobRequest;
  console.log(request);
  request.respond(0);
  console.log(await last, await reader.read(new Uint8Array(2)), await reader.closed);
}

async function requests() {
  let turn = 0;
  const stream = new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const request = controller.byobRequest;
      console.log('pull', turn, request);
      const { view } = request;
      view[0] = 0x41 + turn;
      if (turn === 0) request.respond(1);
      else if (turn === 1) request.respondWithNewView(view.subarray(0, 1));
      else if (turn === 2) {
        const moved = structuredClone(view.buffer, { transfer: [view.buffer] });
        await attempt('detached', () => request.respond(1));
        await attempt('too long', () => request.respondWithNewView(new Uint8Array(9)));
        request.respondWithNewView(new Uint8Array(moved, 0, 2));
      } else {
        await attempt('too many', () => request.respond(100));
        await attempt('none', () => request.respond(0));
        controller.close();
        await attempt('some', () => request.respond(1));
        await attempt('some', () => request.respondWithNewView(view));
        await attempt('nothing', () => request.respond(0));
      }
      await attempt('again', () => request.respond(1));
      await attempt('again', () => request.respondWithNewView(bytes(1)));
      console.log(request.view, request);
      turn++;
    },
  });
  const reader = stream.getReader({ mode: 'byob' });
  const results = [];
  for (let i = 0; i < 5; i++) results.push(await reader.read(new Uint8Array(3)));
  await new Promise(setImmediate);
  console.log(results);
}

async function elements() {
  const [stream, controller] = controllerOf();
  const reader = stream.getReader({ mode: 'byob' });
  const waiting = reader.read(new Uint16Array(3));
  controller.enqueue(bytes(1));
  controller.enqueue(bytes(2, 3));
  console.log(await waiting);
  const rest = reader.read(new Uint8Array(4));
  console.log(await rest);
  const partial = reader.read(new Uint32Array(1));
  controller.enqueue(bytes(1, 2));
  await attempt('close', () => controller.close());
  await attempt('partial', () => partial);
  console.log(stream);
  for (const Type of [Int8Array, Uint8ClampedArray, Int16Array, Int32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) {
    const [one, its] = controllerOf();
    its.enqueue(new Uint8Array(8).fill(1));
    const { value } = await one.getReader({ mode: 'byob' }).read(new Type(1));
    console.log(value);
  }
}

async function automatic() {
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 4,
    pull(controller) {
      const { view } = controller.byobRequest;
      console.log(view);
      view.fill(7);
      controller.byobRequest.respond(2);
    },
  });
  const reader = stream.getReader();
  console.log(await reader.read());
  reader.releaseLock();
  console.log(await stream.getReader({ mode: 'byob' }).read(new Uint8Array(3)));
}

async function released() {
  const [stream, controller] = controllerOf();
  const first = stream.getReader({ mode: 'byob' });
  const abandoned = first.read(new Uint8Array(4), { min: 4 });
  controller.enqueue(bytes(1, 2));
  first.releaseLock();
  await attempt('abandoned', () => abandoned);
  console.log(controller.byobRequest);
  const second = stream.getReader();
  const read = second.read();
  controller.enqueue(bytes(3));
  console.log(await read, await second.read());
  await attempt('cancel', () => second.cancel('why'));
  const [other, its] = controllerOf({ cancel(why) { console.log('cancelled', why); } });
  const reader = other.getReader({ mode: 'byob' });
  const waiting = reader.read(new Uint8Array(2));
  await attempt('cancel', () => reader.cancel('why'));
  console.log(await waiting, its.byobRequest);
  const [failed, failing] = controllerOf();
  const failedRead = failed.getReader({ mode: 'byob' }).read(new Uint8Array(2));
  failing.error(new Error('bad'));
  await attempt('failed', () => failedRead);
}

async function tees() {
  const [stream, controller] = controllerOf();
  const [one, two] = stream.tee();
  console.log(one, two);
  controller.enqueue(bytes(1, 2, 3));
  const [first, second] = [one.getReader({ mode: 'byob' }), two.getReader()];
  const [a, b] = await Promise.all([first.read(new Uint8Array(2)), second.read()]);
  console.log(a, b, a.value.buffer === b.value.buffer);
  console.log(await first.read(new Uint8Array(2)), await second.read());
  const pair = [first.read(new Uint8Array(2)), second.read()];
  controller.close();
  console.log(await Promise.all(pair), one, two);
}

(async () => {
  for (const part of [enqueueing, reads, requests, elements, automatic, released, tees]) {
    console.log(`== ${part.name}`);
    await part();
  }
})();
