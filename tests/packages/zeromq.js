// zeromq: request and reply, publish and subscribe, push and pull, routers, proxies, events, options,
// CURVE encryption, timeouts and refusals; all in one process.
'use strict';
const assert = require('assert');
const zmq = require('zeromq');

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function requests() {
  const server = new zmq.Reply();
  const client = new zmq.Request();
  await server.bind('inproc://requests');
  client.connect('inproc://requests');
  const serving = (async () => {
    for await (const [word, count] of server) {
      if (word.toString() === 'end') break;
      await server.send([word.toString().repeat(Number(count)), Buffer.alloc(3, 7)]);
    }
  })();
  for (let i = 1; i < 6; i++) {
    await client.send(['ab', `${i}`]);
    const [text, bytes] = await client.receive();
    console.log(text.toString(), bytes.toString('hex'), Buffer.isBuffer(text));
  }
  await client.send(['end', '0']);
  await serving;
  client.close();
  server.close();
  console.log(client.closed, server.closed);
}

async function encrypted() {
  const pair = zmq.curveKeyPair();
  const clientPair = zmq.curveKeyPair();
  console.log(pair.publicKey.length, pair.secretKey.length, zmq.capability.curve);
  const server = new zmq.Pull({ curveServer: true, curveSecretKey: pair.secretKey, linger: 0 });
  await server.bind('tcp://127.0.0.1:*');
  const client = new zmq.Push({ curveServerKey: pair.publicKey, curvePublicKey: clientPair.publicKey, curveSecretKey: clientPair.secretKey, linger: 0 });
  const events = [];
  const connected = new Promise((resolve) => { client.events.on('handshake', (event) => { events.push(event.type); resolve(); }); });
  client.connect(server.lastEndpoint);
  await connected;
  const sent = (async () => {
    for (let i = 0; i < 200; i++) await client.send([`${i}`, Buffer.alloc(i * 10, i)]);
  })();
  let bytes = 0;
  for (let i = 0; i < 200; i++) {
    const [number, body] = await server.receive();
    assert.strictEqual(number.toString(), `${i}`);
    bytes += body.length;
  }
  await sent;
  console.log('encrypted', bytes, events);
  client.close();
  server.close();
}

async function subscriptions() {
  const publisher = new zmq.XPublisher();
  const subscriber = new zmq.Subscriber();
  await publisher.bind('inproc://news');
  subscriber.connect('inproc://news');
  subscriber.subscribe('a', 'b');
  console.log((await publisher.receive())[0].toString('hex'), (await publisher.receive())[0].toString('hex'));
  for (const topic of ['a1', 'c1', 'b1', 'a2']) await publisher.send([topic, 'news']);
  for (let i = 0; i < 3; i++) console.log((await subscriber.receive()).map(String).join(' '));
  subscriber.receiveTimeout = 5;
  await refusal('timeout', () => subscriber.receive());
  publisher.close();
  subscriber.close();
}

async function routing() {
  const router = new zmq.Router({ mandatory: true });
  await router.bind('tcp://127.0.0.1:*');
  const dealers = await Promise.all(['one', 'two'].map(async (name) => {
    const dealer = new zmq.Dealer({ routingId: name, linger: 0 });
    dealer.connect(router.lastEndpoint);
    await dealer.send(`hello from ${name}`);
    return dealer;
  }));
  const heard = [await router.receive(), await router.receive()].map((parts) => parts.map(String).join(': ')).sort();
  console.log(heard);
  await router.send(['two', 'only you']);
  console.log((await dealers[1].receive()).map(String));
  await refusal('nobody', () => router.send(['three', 'lost']));
  for (const socket of [router, ...dealers]) socket.close();
}

async function proxied() {
  const front = new zmq.Router();
  const back = new zmq.Dealer();
  const proxy = new zmq.Proxy(front, back);
  await Promise.all([front.bind('inproc://front'), back.bind('inproc://back')]);
  const done = proxy.run();
  const worker = new zmq.Reply();
  worker.connect('inproc://back');
  const asker = new zmq.Request();
  asker.connect('inproc://front');
  await asker.send('through');
  await worker.send((await worker.receive())[0].toString().toUpperCase());
  console.log((await asker.receive()).map(String));
  proxy.terminate();
  await done;
  for (const socket of [worker, asker]) socket.close();
  console.log('proxy', front.closed, back.closed);
}

async function main() {
  assert.match(zmq.version, /^4\./);
  await requests();
  await encrypted();
  await subscriptions();
  await routing();
  await proxied();
  const socket = new zmq.Pair({ sendHighWaterMark: 5 });
  console.log(socket.type, socket.sendHighWaterMark, socket.linger, socket.context === zmq.context, socket.readable, socket.writable);
  await refusal('unknown transport', () => socket.bind('carrier://pigeon'));
  await refusal('no address', () => socket.connect());
  await refusal('option of a wrong type', () => { socket.linger = 'long'; });
  await refusal('unbind', () => socket.unbind('tcp://127.0.0.1:1'));
  assert.throws(() => socket.send(Symbol('x')), TypeError);
  const waiting = socket.receive();
  await refusal('busy', () => socket.receive());
  socket.close();
  await refusal('closed while waiting', () => waiting);
  await refusal('closed', () => socket.send('x'));
  await refusal('old type', () => new zmq.Socket(99));
}

main();
