// TLS between a client and a server here: who is trusted, what both know of each other, how it ends and fails.
'use strict';
const fs = require('fs');
const net = require('net');
const path = require('path');
const tls = require('tls');
const { Duplex } = require('stream');

const pem = (name) => fs.readFileSync(path.join(__dirname, 'certificates', `${name}.pem`));
const keys = (name) => ({ cert: pem(name), key: pem(`${name}-key`) });
const told = (error) => (error ? `${error.name} ${error.code} ${error.reason ?? ''}`.trim() : error);

async function withServer(options, work, listener = (socket) => socket.end()) {
  const log = [];
  const server = tls.createServer(options, (socket) => {
    socket.on('error', (error) => log.push(`server connection: ${told(error)}`));
    // OpenSSL forgets the name with TLS 1.2's resumed sessions.
    const name = socket.isSessionReused() ? '' : socket.servername;
    log.push(`secureConnection ${socket.authorized} ${socket.authorizationError} ${name} ${socket.alpnProtocol}`);
    listener(socket);
    socket.resume();
  });
  server.on('tlsClientError', (error) => {
    // When a client is found to be gone is a matter of luck.
    if (error.code !== 'ECONNRESET') log.push(`tlsClientError ${told(error)}`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await work({ host: '127.0.0.1', port: server.address().port }, server);
  await new Promise((resolve) => server.close(resolve));
  for (const line of log) console.log('   ', line);
}

// Connects and waits for the end; the order of events.
function connect(label, options, onSecure) {
  return new Promise((resolve) => {
    const events = [];
    const socket = tls.connect(options);
    for (const name of ['connect', 'secureConnect', 'end']) socket.on(name, () => events.push(name));
    socket.on('secureConnect', () => {
      events.push(`${socket.authorized} ${socket.authorizationError} ${socket.alpnProtocol}`);
      onSecure?.(socket);
    });
    socket.on('error', (error) => events.push(told(error)));
    socket.on('close', (hadError) => {
      console.log(label, [...events, `close ${hadError}`].join(', '));
      resolve(socket);
    });
    socket.resume();
  });
}

async function main() {
  const ca = pem('authority');
  await withServer(keys('localhost'), async (at) => {
    await connect('nobody trusts it', { ...at, servername: 'localhost' });
    await connect('it does not matter', { ...at, servername: 'localhost', rejectUnauthorized: false });
    await connect('trusted', { ...at, servername: 'localhost', ca: pem('localhost') });
    await connect('address', { ...at, ca: pem('localhost') });
    await connect('another name', { ...at, servername: 'other.example', ca: pem('localhost') });
    await connect('own check', {
      ...at, ca: pem('localhost'), checkServerIdentity: (host, cert) => new Error(`${host} ${cert.subject.CN}`),
    });
  });
  await withServer(keys('leaf'), async (at) => {
    await connect('issuer unknown', { ...at, servername: 'agent.example' });
    await connect('issuer known', { ...at, servername: 'agent.example', ca }, (socket) => {
      const { issuerCertificate, ...certificate } = socket.getPeerCertificate(true);
      console.log(certificate, issuerCertificate.issuerCertificate === issuerCertificate, issuerCertificate.subject.CN);
      console.log(Buffer.isBuffer(socket.getSession()), socket.exportKeyingMaterial(8, 'label').length);
    });
    await connect('wildcard', { ...at, servername: 'a.wild.example', ca: [ca, pem('localhost')] });
    await connect('old', { ...at, servername: 'agent.example', ca, maxVersion: 'TLSv1.2' }, (socket) => {
      console.log(socket.getProtocol(), socket.getCipher().version);
    });
  });
  await withServer({ cert: Buffer.concat([pem('leaf'), ca]), key: pem('leaf-key') }, async (at) => {
    await connect('chain', { ...at, servername: 'agent.example' });
  });
  await withServer(keys('expired'), (at) => connect('expired', { ...at, servername: 'localhost', ca }));
  await withServer({ ...keys('leaf'), minVersion: 'TLSv1.3' }, async (at) => {
    await connect('versions', { ...at, servername: 'agent.example', ca, maxVersion: 'TLSv1.2' });
  });
  await withServer({ ...keys('leaf'), ALPNProtocols: ['h2', 'http/1.1'] }, async (at) => {
    const options = { ...at, servername: 'agent.example', ca };
    await connect('ALPN', { ...options, ALPNProtocols: ['http/1.1', 'h2'] });
    await connect('ALPN none', options);
    await connect('ALPN other', { ...options, ALPNProtocols: ['spdy'] });
  });
  await withServer({
    ...keys('leaf'), ALPNCallback: ({ servername, protocols }) => (console.log(servername, protocols), protocols[1]),
  }, (at) => connect('ALPNCallback', { ...at, servername: 'agent.example', ca, ALPNProtocols: ['a', 'b'] }));
  await clientCertificates(ca);
  await names(ca);
  await sessions(ca);
  await badBytes();
  await data(ca);
  await overDuplex(ca);
  identities();
  contexts();
}

async function clientCertificates(ca) {
  const options = { ...keys('leaf'), requestCert: true, ca };
  await withServer({ ...options, rejectUnauthorized: false }, async (at) => {
    const client = { ...at, servername: 'agent.example', ca };
    await connect('none', client);
    await connect('good', { ...client, ...keys('client') });
    await connect('unknown', { ...client, ...keys('localhost') });
  });
  await withServer(options, async (at) => {
    await connect('good, needed', { ...at, servername: 'agent.example', ca, ...keys('client') });
  }, (socket) => socket.end(socket.getPeerCertificate().subject.CN));
}

async function names(ca) {
  const SNICallback = (name, callback) => {
    console.log('SNI', name);
    if (name === 'bad.example') callback(new Error('unwanted'));
    else setImmediate(callback, null, name === 'localhost' ? tls.createSecureContext(keys('localhost')) : undefined);
  };
  const show = (socket) => console.log(socket.getPeerCertificate().subject.CN);
  await withServer({ ...keys('leaf'), SNICallback }, async (at) => {
    const options = { ...at, ca: [ca, pem('localhost')] };
    await connect('by name', { ...options, servername: 'localhost' }, show);
    await connect('by default', { ...options, servername: 'agent.example' }, show);
  });
  await withServer(keys('leaf'), async (at, server) => {
    server.addContext('*.host', keys('localhost'));
    await connect('added', { ...at, servername: 'local.host', rejectUnauthorized: false }, show);
    await connect('added not', { ...at, servername: 'agent.example', ca }, show);
  });
}

async function sessions(ca) {
  await withServer(keys('leaf'), async (at) => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
      const options = { ...at, servername: 'agent.example', ca, maxVersion };
      const first = await new Promise((resolve) => {
        const socket = tls.connect(options);
        socket.on('session', (session) => {
          socket.end();
          socket.on('close', () => resolve(session));
        });
        socket.resume();
      });
      console.log(maxVersion, Buffer.isBuffer(first));
      await connect('again', { ...options, session: first }, (socket) => console.log(socket.isSessionReused()));
      await connect('anew', options, (socket) => console.log(socket.isSessionReused()));
    }
  }, (socket) => socket.end('x'));
}

async function badBytes() {
  await withServer(keys('localhost'), async ({ port }) => {
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', undefined]) {
      await new Promise((resolve) => {
        const socket = net.connect(port, '127.0.0.1', () => (bytes ? socket.write(bytes) : socket.end()));
        socket.on('error', () => {});
        socket.on('close', resolve).resume();
      });
    }
  });
  const plain = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise((resolve) => plain.listen(0, resolve));
  await connect('no TLS', { port: plain.address().port });
  plain.close();
  const ending = net.createServer((socket) => socket.on('error', () => {}).end());
  await new Promise((resolve) => ending.listen(0, resolve));
  await connect('ends', { port: ending.address().port });
  ending.close();
}

async function data(ca) {
  await withServer(keys('leaf'), async (at) => {
    const sent = Buffer.alloc(1_000_000, 'abcdefg');
    await new Promise((resolve) => {
      const chunks = [];
      const socket = tls.connect({ ...at, servername: 'agent.example', ca });
      socket.write('before the handshake;');
      socket.end(sent);
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('close', () => {
        const got = Buffer.concat(chunks);
        console.log(got.length, got.subarray(0, 21).toString(), got.subarray(21).equals(sent), socket.bytesRead);
        resolve();
      });
    });
  }, (socket) => socket.pipe(socket));
}

// A TLSSocket on any stream, as those who go through proxies make it.
async function overDuplex(ca) {
  await withServer(keys('leaf'), async (at) => {
    const below = net.connect(at);
    const duplex = new Duplex({
      read() {},
      write(chunk, encoding, callback) {
        below.write(chunk, encoding, callback);
      },
      final(callback) {
        below.end(callback);
      },
    });
    below.on('data', (chunk) => duplex.push(chunk));
    below.on('end', () => duplex.push(null));
    // Nothing closes the stream below by itself.
    await connect('duplex', { socket: duplex, servername: 'agent.example', ca },
                  (tlsSocket) => tlsSocket.on('end', () => tlsSocket.destroy()));
    below.destroy();
    const socket = net.connect(at);
    await new Promise((resolve) => socket.on('connect', resolve));
    await connect('socket', { socket, servername: 'agent.example', ca });
  });
}

function identities() {
  for (const [host, cert] of [
    ['a.com', { subject: { CN: 'a.com' } }], ['a.com', { subject: { CN: 'b.com' } }], ['a.com', { subject: {} }],
    ['8.8.8.8', { subjectaltname: 'IP Address:8.8.8.8', subject: {} }],
    ['8.8.4.4', { subjectaltname: 'IP Address:8.8.8.8', subject: {} }],
    ['x.a.com', { subjectaltname: 'DNS:*.a.com', subject: {} }], ['a.com', { subjectaltname: 'DNS:*.com', subject: {} }],
    ['x.y.a.com', { subjectaltname: 'DNS:*.a.com', subject: {} }], ['A.com.', { subject: { CN: 'a.COM' } }],
    ['a.b.com', { subjectaltname: 'DNS:"a.b.com", DNS:x', subject: {} }],
    ['::1', { subjectaltname: 'IP Address:0:0:0:0:0:0:0:1', subject: {} }],
    ['a.com', { subjectaltname: 'DNS:b.com', subject: { CN: 'a.com' } }],
  ]) {
    const error = tls.checkServerIdentity(host, cert);
    console.log(host, error && [error.code, error.message, error.host, error.cert === cert]);
  }
}

function contexts() {
  for (const options of [
    { key: 5 }, { cert: 'x', key: 'y' }, { minVersion: 'x' }, { maxVersion: 'TLSv9' }, { ca: 'junk' }, { ciphers: 5 },
    { cert: pem('leaf'), key: pem('localhost-key') }, { secureProtocol: 'foo' }, { sessionTimeout: 'a' }, {}, undefined,
  ]) {
    try {
      console.log(tls.createSecureContext(options) instanceof tls.SecureContext);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  for (const make of [
    () => tls.createServer('x'), () => tls.createServer({ ALPNProtocols: ['a'], ALPNCallback() {} }),
    () => tls.createServer({ handshakeTimeout: 'a' }), () => tls.connect({ port: 1, checkServerIdentity: 5 }),
    () => tls.createServer({ SNICallback: 5 }), () => tls.createServer().addContext(''),
    () => tls.createServer().setTicketKeys(Buffer.alloc(3)),
  ]) {
    try {
      make();
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  const out = {};
  tls.convertALPNProtocols(['a', 'bcd'], out);
  console.log(out);
}

main();
