// net: connections from their beginning to their end, over TCP and Unix sockets.
'use strict';
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const steps = [];
const step = (name, run) => steps.push([name, run]);
const show = (error) => error && `${error.name} ${error.message} ${error.code} ${error.errno} ${error.syscall}`;
const without = (text, ...secrets) => secrets.reduce((rest, secret) => rest.replaceAll(String(secret), '*'), text);

function listen(server, ...args) {
  return new Promise((resolve) => server.listen(...args, () => resolve(server.address())));
}

step('both sides talk and end', async (done) => {
  const server = net.createServer((socket) => {
    console.log('connection', socket.remoteAddress, socket.remoteFamily, socket.localPort === server.address().port);
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      console.log('server got', text);
      socket.write(`echo: ${text}`);
    });
    socket.on('end', () => console.log('server end', socket.readyState));
    socket.on('close', (hadError) => {
      console.log('server side closed', hadError, socket.bytesRead, socket.bytesWritten);
      server.close();
    });
  });
  server.on('close', () => {
    console.log('server closed');
    done();
  });
  const { port } = await listen(server, 0);
  const client = net.connect(port, '127.0.0.1', () => {
    console.log('connected', client.readyState, client.pending, client.connecting, client.remotePort === port);
    client.write('hello');
  });
  for (const event of ['connectionAttempt', 'lookup', 'ready', 'end', 'finish', 'close']) {
    client.on(event, (...args) => console.log('client', event, ...args.map((arg) => (arg === port ? 'port' : arg))));
  }
  client.on('data', (bytes) => {
    console.log('client got', String(bytes));
    client.end();
  });
  console.log(client.readyState, client.pending, client.connecting);
});

step('nobody listens', async (done) => {
  const server = net.createServer();
  const { port } = await listen(server, 0);
  await server[Symbol.asyncDispose]();
  console.log(server.listening, server.address());
  const client = net.connect({ port, host: '127.0.0.1' });
  client.on('connectionAttemptFailed', (...args) => console.log('failed', args.length, args[0], args[2]));
  client.on('error', (error) => {
    console.log(without(show(error), port), error.address, error.port === port, Object.keys(error).join());
  });
  client.on('close', (hadError) => {
    console.log('closed', hadError);
    done();
  });
});

step('no address of a name answers', async (done) => {
  const server = net.createServer();
  const { port } = await listen(server, 0);
  await server[Symbol.asyncDispose]();
  const lookup = (host, options, callback) => {
    console.log(host, options);
    callback(null, [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 },
                    { address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }]);
  };
  const client = net.connect({ port, host: 'example', lookup });
  client.on('lookup', (...args) => console.log('lookup', ...args));
  client.on('error', (error) => {
    console.log(error.name, JSON.stringify(error.message), error.code);
    for (const one of error.errors) console.log(without(one.message, port).replace(/E(CONNREFUSED|ADDRNOTAVAIL)/, 'E*'));
  });
  client.on('close', () => {
    console.log(client.autoSelectFamilyAttemptedAddresses.map((address) => without(address, port)).join());
    done();
  });
});

step('lookups that fail', (done) => {
  const failing = (host, options, callback) => callback(Object.assign(new Error('not here'), { code: 'ENOTFOUND' }));
  const client = net.connect({ host: 'example', port: 1, lookup: failing });
  client.on('lookup', (...args) => console.log(args));
  client.on('error', (error) => {
    console.log(show(error));
    net.connect({ host: 'example', port: 1, lookup: (host, options, callback) => {
      callback(null, [{ address: 'nonsense', family: 4 }]);
    } }).on('error', (error) => {
      console.log(show(error));
      net.connect({ host: 'example', port: 1, family: 4, lookup: (host, options, callback) => {
        console.log(options);
        callback(null, '127.0.0.1', 7);
      } }).on('error', (error) => {
        console.log(show(error), error.host, error.port);
        done();
      });
    });
  });
});

step('a Unix socket', (done) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'net-'));
  const file = path.join(folder, 'socket');
  const server = net.createServer((socket) => {
    console.log(socket.remoteAddress, socket.address(), socket.localPort);
    socket.end('goodbye');
  });
  server.listen(file, () => {
    console.log(server.address() === file);
    net.connect(file).on('data', (bytes) => console.log(String(bytes))).on('end', () => {
      net.createServer().listen(file).on('error', (error) => {
        console.log(without(show(error), file), error.address === file, Object.keys(error).join());
        server.close(() => {
          console.log(fs.existsSync(file));
          net.connect(file).on('error', (error) => {
            console.log(without(show(error), file), Object.keys(error).join());
            fs.rmdirSync(folder);
            done();
          });
        });
      });
    });
  });
});

step('one side ends early, the other still writes', async (done) => {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('end', () => {
      console.log('ended', socket.readyState, socket.writable);
      setImmediate(() => socket.end('late'));
    }).resume();
  });
  const { port } = await listen(server, 0);
  const client = net.connect(port);
  client.end('x');
  console.log(client.bytesWritten);
  client.on('data', (bytes) => console.log(String(bytes)));
  client.on('close', () => {
    console.log(client.readyState, client.bytesRead, client.bytesWritten, client.destroyed);
    server.close(done);
  });
});

step('writing after the other side has ended', async (done) => {
  const server = net.createServer((socket) => socket.on('error', () => {}).resume().end());
  const { port } = await listen(server, 0);
  const client = net.connect(port).resume();
  client.on('end', () => process.nextTick(() => client.write('x', (error) => console.log('callback', show(error)))));
  client.on('error', (error) => console.log('event', show(error)));
  client.on('close', (hadError) => {
    console.log(hadError);
    server.close(done);
  });
});

step('a reset', async (done) => {
  const server = net.createServer((socket) => {
    socket.on('error', (error) => console.log(show(error))).on('close', (hadError) => {
      console.log('server side', hadError);
      server.close(done);
    }).resume();
  });
  const { port } = await listen(server, 0);
  const client = net.connect(port, () => client.resetAndDestroy());
  client.on('close', (hadError) => console.log('client', hadError));
});

step('silence', async (done) => {
  const server = net.createServer((socket) => socket.on('error', () => {}).resume());
  const { port } = await listen(server, 0);
  const client = net.connect(port);
  client.setTimeout(10, () => {
    console.log('timeout', client.timeout, client.destroyed);
    client.setTimeout(0);
    client.destroy();
    server.close(done);
  });
});

step('texts in every encoding, before the connection exists', async (done) => {
  const server = net.createServer((socket) => {
    let text = '';
    socket.setEncoding('hex').on('data', (part) => text += part).on('end', () => {
      console.log(text);
      server.close(done);
    });
  });
  const { port } = await listen(server, 0);
  const client = net.connect(port);
  client.write('\u00e9', 'latin1');
  client.write('\u00e9\u{1f600}');
  client.write('\u00e9', 'utf16le');
  client.write('6869', 'hex');
  client.cork();
  client.write('a', 'ascii');
  client.write(Buffer.from('b'));
  client.write('Y2Q=', 'base64');
  client.write(new Uint16Array([1, 2]));
  client.uncork();
  console.log(client.bufferSize, client.writableLength, client.bytesWritten);
  client.end(() => console.log('finished', client.bytesWritten));
});

step('reading into a buffer of ours', async (done) => {
  const server = net.createServer((socket) => socket.end('0123456789'));
  const { port } = await listen(server, 0);
  const got = [];
  const callback = (count, buffer) => {
    got.push(`${count}:${buffer.latin1Slice(0, count)}`);
    return true;
  };
  const client = net.connect({ port, onread: { buffer: Buffer.alloc(4), callback } });
  client.on('data', () => console.log('never'));
  client.on('end', () => console.log('end'));
  client.on('close', () => {
    console.log(got.join(), client.bytesRead);
    server.close(done);
  });
});

step('sockets that were never connected', (done) => {
  const destroyed = new net.Socket();
  destroyed.destroy();
  destroyed.write('x', (error) => console.log(show(error)));
  destroyed.on('close', (hadError) => console.log('closed', hadError));
  const idle = new net.Socket();
  console.log(idle.pending, idle.readyState, idle.remoteAddress, idle.address(), idle.bufferSize, idle.bytesWritten);
  idle.write('x', (error) => console.log('callback', show(error)));
  idle.on('error', (error) => {
    console.log('event', show(error));
    done();
  });
});

step('much at once, with pauses', async (done) => {
  const content = Buffer.alloc(3_000_000, 'napkin ');
  const server = net.createServer((socket) => {
    // How much the system takes at once is its own matter.
    for (let i = 0; i < 5; i++) socket.write(content);
    socket.end(() => console.log('all written', socket.bufferSize)).resume();
  });
  const { port } = await listen(server, 0);
  const chunks = [];
  const client = net.connect(port);
  client.on('data', (chunk) => {
    chunks.push(chunk);
    client.pause();
    setImmediate(() => client.resume());
  });
  client.on('end', () => {
    console.log(Buffer.concat(chunks).equals(Buffer.concat(Array(5).fill(content))));
    server.close(done);
  });
});

(function next() {
  const first = steps.shift();
  if (first === undefined) return;
  console.log(`--- ${first[0]}`);
  first[1](() => setImmediate(next));
})();
