// dgram: messages between sockets of this process, what can be set, and errors.
'use strict';
const dgram = require('dgram');

const steps = [];
const step = (name, run) => steps.push([name, run]);
const show = (error) => error && `${error.name} ${error.message} ${error.code} ${error.syscall}`;
const attempt = (call) => {
  try {
    console.log(call());
  } catch (error) {
    console.log(show(error));
  }
};

step('a message and its answer', (done) => {
  const server = dgram.createSocket('udp4', (content, from) => {
    console.log(String(content), from.address, from.family, from.size, Object.keys(from).join());
    server.send('answer', from.port, from.address, (error, bytes) => console.log('sent', error, bytes));
  });
  server.bind(0, '127.0.0.1', () => {
    const { address, family, port } = server.address();
    console.log(address, family, port > 0);
    const client = dgram.createSocket({ type: 'udp4' });
    client.on('listening', () => console.log('client bound', client.address().address));
    client.on('message', (content) => {
      console.log(String(content));
      console.log(client.close() === client);
      server.close(done);
    });
    client.on('close', () => console.log('client closed'));
    client.send(Buffer.from('xquestionx'), 1, 8, port, '127.0.0.1');
  });
});

step('every way to send', (done) => {
  const got = [];
  const server = dgram.createSocket('udp4').bind(0, '127.0.0.1');
  server.on('message', (content) => {
    got.push(String(content));
    if (got.length < 8) return;
    console.log(got.sort().join());
    client.close();
    server.close(done);
  });
  const client = dgram.createSocket('udp4');
  server.on('listening', () => {
    const { port } = server.address();
    client.send('1', port);
    client.send('2', port, (error, bytes) => console.log(error, bytes));
    client.send(['3', Buffer.from('+'), new Uint8Array([51])], port, '127.0.0.1');
    client.send('456', 0, 1, port);
    client.send(new DataView(new ArrayBuffer(3), 1, 0), port, 'localhost');
    client.sendto('x6', 1, 1, port, '127.0.0.1', () => {
      client.connect(port, '127.0.0.1', () => {
        console.log(client.remoteAddress().port === port);
        attempt(() => client.send('x', port));
        attempt(() => client.connect(port));
        client.send('7', (error, bytes) => console.log(error, bytes));
        client.send('xx8', 2, 1);
      });
    });
  });
});

step('errors', (done) => {
  attempt(() => dgram.createSocket('udp'));
  attempt(() => dgram.createSocket({ type: 'udp4', lookup: 1 }));
  attempt(() => dgram.createSocket({ type: 'udp4', recvBufferSize: 'x' }));
  attempt(() => dgram.createSocket({ type: 'udp4', signal: 1 }));
  attempt(() => dgram.createSocket({ type: 'udp4', sendBlockList: 1 }));
  const socket = dgram.createSocket('udp4');
  attempt(() => socket.send());
  attempt(() => socket.send('x'));
  attempt(() => socket.send('x', 0));
  attempt(() => socket.send(1, 2));
  attempt(() => socket.send([1], 2));
  attempt(() => socket.send('x', 70000));
  attempt(() => socket.send('x', 1, 5));
  attempt(() => socket.send('x', 2, 1, 5));
  attempt(() => socket.send('x', 0, 2, 5));
  attempt(() => socket.sendto('x', 'y'));
  attempt(() => socket.connect(0));
  attempt(() => socket.connect(1, 5));
  attempt(() => socket.disconnect());
  attempt(() => socket.address());
  attempt(() => socket.remoteAddress());
  attempt(() => socket.setTTL('x'));
  attempt(() => socket.setTTL(1000));
  attempt(() => socket.setBroadcast(true));
  attempt(() => socket.setMulticastTTL('x'));
  attempt(() => socket.setMulticastInterface(5));
  attempt(() => socket.addMembership());
  attempt(() => socket.addMembership('1.2.3.4'));
  attempt(() => socket.addSourceSpecificMembership(1));
  attempt(() => socket.setRecvBufferSize(-1));
  attempt(() => socket.setRecvBufferSize());
  attempt(() => socket.setSendBufferSize(8192));
  attempt(() => socket.getSendBufferSize());
  bindTwice(done);
});

function bindTwice(done) {
  const socket = dgram.createSocket('udp4');
  const unreachable = () => socket.send('x', 1, 'nonsense..invalid', (error) => {
    console.log(error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN', error.syscall, error.hostname);
    socket.close();
    for (const method of ['bind', 'close', 'address']) attempt(() => socket[method]());
    attempt(() => socket.send('x', 1));
    console.log(socket.ref() === socket, socket.unref() === socket);
    done();
  });
  socket.bind(0, () => {
    attempt(() => socket.bind(0));
    unreachable();
  });
}

step('settings', (done) => {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 10000, sendBufferSize: 12000, reuseAddr: true });
  socket.bind({ port: 0, address: '127.0.0.1', exclusive: true }, function() {
    console.log(this === socket);
    attempt(() => socket.setTTL(16));
    attempt(() => socket.setMulticastTTL(16));
    attempt(() => socket.setMulticastLoopback(false));
    attempt(() => socket.setBroadcast(true));
    attempt(() => socket.setTTL(0));
    attempt(() => socket.getRecvBufferSize() >= 10000);
    attempt(() => socket.getSendBufferSize() >= 12000);
    attempt(() => [socket.getSendQueueSize(), socket.getSendQueueCount()]);
    attempt(() => socket.addMembership('1.2.3.4'));
    attempt(() => socket.setMulticastInterface('nonsense'));
    const second = dgram.createSocket('udp4').on('error', (error) => {
      console.log(error.message.replace(/\d+$/, '*'), error.code, error.address, error.port === socket.address().port);
      second.close();
      socket.close(done);
    });
    second.bind(socket.address().port, '127.0.0.1');
  });
});

step('without waiting', (done) => {
  const socket = dgram.createSocket('udp4');
  socket.on('listening', () => console.log('listening'));
  const { address, port } = socket.bindSync({ address: '127.0.0.1' });
  console.log(address, port > 0);
  attempt(() => socket.bindSync());
  const client = dgram.createSocket('udp4');
  attempt(() => client.bindSync({ address: 'localhost' }));
  attempt(() => client.bindSync(5));
  attempt(() => client.connectSync(port, 'localhost'));
  client.connectSync(port);
  client.on('connect', () => {
    console.log('connected', client.remoteAddress().address);
    client.disconnect();
    client.close();
    socket.close(done);
  });
});

step('signals, lookups and disposal', async (done) => {
  const controller = new AbortController();
  const socket = dgram.createSocket({ type: 'udp6', signal: controller.signal });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  controller.abort();
  await closed;
  console.log('closed');
  const lookup = (name, family, callback) => {
    console.log('lookup', name, family);
    callback(null, '127.0.0.1', 4);
  };
  const other = dgram.createSocket({ type: 'udp4', lookup });
  await new Promise((resolve) => other.bind({ address: 'here' }, resolve));
  await other[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  done();
});

step('what is put off', (done) => {
  const server = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
    const client = dgram.createSocket('udp4');
    client.on('close', () => console.log('client closed'));
    client.send('first', server.address().port, '127.0.0.1', () => {
      console.log('sent');
      client.close();
      const early = dgram.createSocket('udp4').on('close', () => console.log('closed before it was bound'));
      early.send('never', server.address().port, '127.0.0.1');
      early.close();
    });
  });
  server.on('message', (content) => {
    console.log(String(content));
    setImmediate(() => setImmediate(() => server.close(done)));
  });
  const unwatched = dgram.createSocket('udp4').bind(0);
  console.log(unwatched.unref() === unwatched);
});

(function next() {
  const first = steps.shift();
  if (first === undefined) return;
  console.log(`--- ${first[0]}`);
  first[1](() => setImmediate(next));
})();
