// dns.resolve and the like, against a server of this process; the servers that are asked; errors.
'use strict';
const dgram = require('dgram');
const dns = require('dns');
const net = require('net');

const u16 = (number) => Buffer.from([number >> 8, number & 0xff]);
const u32 = (number) => Buffer.concat([u16(number >>> 16), u16(number & 0xffff)]);
const text = (string) => Buffer.concat([Buffer.from([string.length]), Buffer.from(string)]);
const name = (string) => Buffer.concat([...string.split('.').map(text), Buffer.from([0])]);
// A name that points back to the question's.
const self = Buffer.from([0xc0, 12]);

const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, CAA: 257 };
const RECORDS = [
  ['A', Buffer.from([10, 0, 0, 1])],
  ['A', Buffer.from([10, 0, 0, 2])],
  ['AAAA', Buffer.from('20010db8000000000000000000000001', 'hex')],
  ['CNAME', name('alias.example')],
  ['NS', Buffer.concat([text('ns1'), self])],
  ['PTR', name('pointer.example')],
  ['MX', Buffer.concat([u16(10), name('mail.example')])],
  ['MX', Buffer.concat([u16(5), Buffer.concat([text('first'), self])])],
  ['TXT', Buffer.concat([text('v=spf1'), text('caf\u00e9'.normalize('NFD').replace(/[^\x00-\x7f]/g, '')), text('')])],
  ['TXT', text('another')],
  ['SRV', Buffer.concat([u16(1), u16(2), u16(8080), name('service.example')])],
  ['SOA', Buffer.concat([name('ns.example'), name('root.example'), u32(2024), u32(1), u32(2), u32(3), u32(4294967295)])],
  ['CAA', Buffer.concat([Buffer.from([128]), text('issue'), Buffer.from('ca.example')])],
  ['NAPTR', Buffer.concat([u16(100), u16(50), text('s'), text('SIP+D2U'), text(''), name('_sip._udp.example')])],
  ['TLSA', Buffer.concat([Buffer.from([3, 1, 1]), Buffer.from('abcd')])],
];

// Those of which Node makes the same list.
const IN_ANY = new Set(['A', 'AAAA', 'NS', 'MX', 'TXT', 'SRV', 'SOA', 'PTR']);

function answer(question) {
  const end = question.indexOf(0, 12) + 5;
  const asked = question.latin1Slice(13, 13 + question[12]);
  const type = question.readUInt16BE(end - 4);
  const respond = (rcode, records, flags = 0x8180) => Buffer.concat([
    question.subarray(0, 2), u16(flags | rcode), u16(1), u16(records.length), u16(0), u16(0), question.subarray(12, end),
    ...records.flatMap(([kind, data]) => [self, u16(TYPES[kind]), u16(1), u32(300), u16(data.length), data]),
  ]);
  switch (asked) {
    case 'missing': return respond(3, []);
    case 'failing': return respond(2, []);
    case 'refused': return respond(5, []);
    case 'empty': return respond(0, []);
    case 'long': return respond(0, [], 0x8380);
    case 'broken': return respond(0, RECORDS).subarray(0, 60);
    case 'silent': return undefined;
    case 'all': return respond(0, RECORDS.filter(([kind]) => (type === 255 ? IN_ANY.has(kind) : TYPES[kind] === type)));
    default: return respond(0, RECORDS.filter(([kind]) => TYPES[kind] === type));
  }
}

const show = (error) => `${error.name} ${error.message} ${error.code} ${error.errno} ${error.syscall} ${error.hostname}`;
const attempt = (call) => {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

async function records(resolver) {
  for (const type of Object.keys(TYPES)) {
    // (As JSON, for Node gives some records a `type` that is undefined.)
    console.log(type, JSON.stringify(await resolver.resolve('all.example', type), null, 1));
  }
  const [{ data }] = await resolver.resolveTlsa('all.example');
  console.log(data);
  const any = await resolver.resolveAny('all.example');
  console.log(any.map((record) => JSON.stringify(record)).sort());
  console.log(await resolver.resolve4('all.example', { ttl: true }), await resolver.resolve6('all.example', { ttl: true }));
  console.log(await resolver.reverse('192.0.2.7'), await resolver.reverse('2001:db8::7'));
  console.log(await resolver.resolve4('all.example.'));
}

async function failures(resolver) {
  for (const host of ['missing.example', 'failing.example', 'refused.example', 'empty.example', 'broken.example', `${'x'.repeat(64)}.example`, 'x..example']) {
    await resolver.resolve(host, 'MX').catch((error) => console.log(show(error)));
  }
  const impatient = new dns.promises.Resolver({ timeout: 5, tries: 1 });
  impatient.setServers(resolver.getServers());
  await impatient.resolveNs('silent.example').catch((error) => console.log(show(error)));
  await resolver.reverse('nonsense').catch((error) => console.log(show(error)));
  const resolving = resolver.resolve4('silent.example');
  resolver.cancel();
  await resolving.catch((error) => console.log(show(error)));
}

function callbacks(port) {
  const resolver = new dns.Resolver();
  resolver.setServers([`127.0.0.1:${port}`]);
  console.log(resolver.getServers().length);
  return new Promise((resolve) => {
    resolver.resolve('all.example', (...args) => {
      console.log(args);
      resolver.resolveTxt('all.example', (error, texts) => {
        console.log(error, texts);
        resolver.resolve4('missing.example', { ttl: true }, (...args) => {
          console.log(args.length, show(args[0]));
          resolver.resolveSoa('all.example', (error, soa) => {
            console.log(error, soa.hostmaster);
            resolve();
          });
        });
      });
    });
  });
}

function settings() {
  attempt(() => dns.setServers(['1.1.1.1:5353', '[::1]:99', '::2', '8.8.8.8', '[::3]', '9.9.9.9:53']));
  attempt(() => dns.getServers());
  attempt(() => dns.promises.getServers().length);
  for (const servers of ['x', ['x'], [5], ['1.1.1.1:99999'], ['1.1.1.1:'], ['1.1.1.1:x'], ['[1.1.1.1]'], ['::1:x']]) {
    attempt(() => dns.setServers(servers));
  }
  for (const options of [{ timeout: 'x' }, { timeout: -2 }, { tries: 0 }, { maxTimeout: -1 }]) {
    attempt(() => new dns.Resolver(options));
  }
  const resolver = new dns.Resolver();
  attempt(() => resolver.resolve4());
  attempt(() => resolver.resolve4('x'));
  attempt(() => resolver.resolve4('x', 5));
  attempt(() => resolver.resolve('x', 'FOO', () => {}));
  attempt(() => resolver.resolve('x', 5, () => {}));
  attempt(() => resolver.resolve(5, () => {}));
  attempt(() => resolver.reverse('x', () => {}));
  attempt(() => resolver.reverse('::1', 5));
  for (const addresses of [['x'], ['::1'], ['127.0.0.1', '::1'], ['127.0.0.1', '127.0.0.1'], []]) {
    attempt(() => resolver.setLocalAddress(...addresses));
  }
  attempt(() => dns.promises.resolve(5));
  attempt(() => dns.promises.resolve('x', 'FOO'));
  console.log(dns.NOTFOUND, dns.NODATA, dns.EOF, dns.CANCELLED, require('dns/promises') === dns.promises);
}

// The same port by UDP and by TCP.
const udp = dgram.createSocket('udp4', (question, from) => {
  const response = answer(question);
  if (response !== undefined) udp.send(response, from.port, from.address);
});
const tcp = net.createServer((socket) => {
  socket.on('data', (bytes) => {
    const question = bytes.subarray(2);
    question.write('all!', 13);
    const response = answer(question);
    response.write('long', 13);
    socket.write(Buffer.concat([u16(response.length), response]));
  }).on('error', () => {});
});
tcp.listen(0, '127.0.0.1', () => {
  const { port } = tcp.address();
  udp.bind(port, '127.0.0.1', async () => {
    const resolver = new dns.promises.Resolver();
    resolver.setServers([`127.0.0.1:${port}`]);
    await records(resolver);
    await failures(resolver);
    console.log(await resolver.resolve4('long.example'));
    await callbacks(port);
    settings();
    udp.close();
    tcp.close();
  });
});
