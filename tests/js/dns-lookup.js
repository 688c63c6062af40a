// dns.lookup and lookupService, as far as nobody has to be asked, and their arguments.
'use strict';
const dns = require('dns');
const { promisify } = require('util');

const attempt = (call) => {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const ignore = () => {};

console.log(Object.keys(dns).sort().join());
console.log(Object.keys(dns.promises).sort().join());
for (const options of [undefined, 4, 6, { family: 6 }, { family: 4, hints: dns.ADDRCONFIG | dns.V4MAPPED | dns.ALL },
                       { all: true }, { order: 'ipv6first' }, { verbatim: true }, null]) {
  dns.lookup('127.0.0.1', options, (...args) => console.log(options, args));
  dns.promises.lookup('::1', options ?? undefined).then((found) => console.log(options, found));
}
promisify(dns.lookup)('127.0.0.1').then(console.log);
attempt(() => dns.lookup('localhost', 4));
attempt(() => dns.lookup(5, ignore));
attempt(() => dns.lookup('', ignore));
attempt(() => dns.lookup('nul\0', ignore));
attempt(() => dns.lookup(null, { all: true }, ignore));
attempt(() => dns.lookup('x', 'y', ignore));
attempt(() => dns.lookup('x', 7, ignore));
attempt(() => dns.lookup('x', { family: 5 }, ignore));
attempt(() => dns.lookup('x', { hints: 1 }, ignore));
attempt(() => dns.lookup('x', { hints: 'x' }, ignore));
attempt(() => dns.lookup('x', { all: 1 }, ignore));
attempt(() => dns.lookup('x', { verbatim: 1 }, ignore));
attempt(() => dns.lookup('x', { order: 'y' }, ignore));
attempt(() => dns.promises.lookup(5));
attempt(() => dns.promises.lookup('x', 'y'));
attempt(() => dns.promises.lookup('x', { family: 'x' }));
dns.promises.lookup('').catch((error) => console.log(error.code));
attempt(() => dns.lookupService('x', 1, ignore));
attempt(() => dns.lookupService('127.0.0.1', -1, ignore));
attempt(() => dns.lookupService('127.0.0.1', 1));
attempt(() => dns.lookupService('127.0.0.1', 1, 1));
attempt(() => dns.promises.lookupService('127.0.0.1'));
attempt(() => dns.promises.lookupService('x', 1));
attempt(() => dns.setDefaultResultOrder('x'));
attempt(() => dns.getDefaultResultOrder());
dns.setDefaultResultOrder('ipv4first');
attempt(() => dns.getDefaultResultOrder());

dns.lookup('localhost', { all: true }, (error, addresses) => {
  console.log(error, addresses.every(({ family }) => family === 4 || family === 6));
  dns.lookup('localhost', 4, (...args) => {
    console.log(args);
    dns.lookup('name..invalid', (error, ...rest) => {
      console.log(error.code, error.syscall, error.hostname, error.message, rest);
      dns.lookupService('127.0.0.1', 80, (error, hostname, service) => {
        console.log(error === null || error.syscall === 'getnameinfo', typeof hostname, typeof service);
      });
    });
  });
});
