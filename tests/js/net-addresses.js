// net: what an address is; SocketAddress and BlockList.
'use strict';
const net = require('net');
const { BlockList, SocketAddress } = net;
const { inspect } = require('util');

const attempt = (call) => {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

for (const text of ['1.2.3.4', '1.2.3.04', '256.1.1.1', '1.2.3', '::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::',
                    '::2:3:4:5:6:7:8', '1::2::3', '12345::', '1:2:3:4:5:6:1.2.3.4', '::ffff:1.2.3.4', 'fe80::1%eth0', '::1%',
                    '', undefined, { toString: () => '1.1.1.1' }]) {
  console.log(text, net.isIP(text), net.isIPv4(text), net.isIPv6(text));
}

console.log(new SocketAddress(), new SocketAddress({ address: '::0001', family: 'IPv6', port: 5, flowlabel: 9 }));
console.log(inspect(new SocketAddress(), { depth: -1 }), JSON.stringify(new SocketAddress({ port: 1 })));
for (const options of [5, { family: 'x' }, { address: 'x' }, { address: 5 }, { port: -1 }, { flowlabel: -1 },
                       { address: '::1' }, { address: '1.1.1.1', family: 'ipv6' }]) {
  attempt(() => new SocketAddress(options));
}
for (const text of ['1.2.3.4', '1.2.3.4:99', '[::1]:99', '[::1]', '[2001:DB8::1]:9', 'localhost:3', '1.1.1.1:99999', '']) {
  const address = SocketAddress.parse(text);
  console.log(text, address?.address, address?.port, SocketAddress.isSocketAddress(address));
}
attempt(() => SocketAddress.parse(5));

const list = new BlockList();
list.addAddress('1.2.3.4');
list.addRange('10.0.0.1', '10.0.0.9');
list.addSubnet('2001:db8::', 33, 'ipv6');
list.addSubnet('192.168.77.0', 20);
list.addAddress('::FFFF:5.6.7.8', 'ipv6');
list.addAddress(new SocketAddress({ address: '4.4.4.4' }));
for (const [address, family] of [['1.2.3.4'], ['1.2.3.5'], ['10.0.0.1'], ['10.0.0.9'], ['10.0.0.10'], ['192.168.64.1'],
                                 ['192.168.80.0'], ['5.6.7.8'], ['::ffff:1.2.3.4', 'ipv6'], ['::ffff:a00:5', 'ipv6'],
                                 ['2001:db8:7fff::1', 'ipv6'], ['2001:db8:8000::1', 'ipv6'], ['4.4.4.4'], ['nonsense'],
                                 ['1.2.3.4', 'IPv4'], ['1.2.3.4', 'ipv6']]) {
  console.log(address, list.check(address, family));
}
console.log(list.check(new SocketAddress({ address: '10.0.0.2' })), list.size, list.rules.length);
attempt(() => list.check(4));
attempt(() => list.check('1.1.1.1', 4));
attempt(() => list.addAddress('x'));
attempt(() => list.addAddress(5));
attempt(() => list.addAddress('1.1.1.1', 'x'));
attempt(() => list.addRange('10.0.0.9', '10.0.0.1'));
attempt(() => list.addSubnet('1.1.1.1', 33));
attempt(() => list.addSubnet('1.1.1.1', 'x'));
attempt(() => list.addSubnet('::', 129, 'ipv6'));
for (const cidr of ['172.16.0.0/12', 'fc00::/7', '10.0.0.0', '10.0.0.0/99', 'x/8', 5, '1.1.1.1/', '1.1.1.1/08']) {
  attempt(() => list.addCIDR(cidr));
}
attempt(() => list.addCIDRs(['1.0.0.0/8', 'x']));
attempt(() => list.addCIDRs(5));
attempt(() => list.addAddresses([5]));
list.addAddresses(['7.7.7.7', '8.8.8.8']);
list.removeAddress('7.7.7.7');
list.removeCIDR('172.16.0.0/12');
list.removeRange('10.0.0.1', '10.0.0.9');
console.log(list.size, list.check('172.20.1.1'), list.check('10.0.0.5'), list.check('8.8.8.8'));
console.log(list.rules.filter((rule) => rule.startsWith('Subnet')));
const copy = new BlockList();
copy.fromJSON(list.toJSON());
copy.fromJSON('["Address: IPv4 9.9.9.9", "Range: IPv6 ::1-::5", "nonsense", "Address: IPv4 x"]');
console.log(copy.size, copy.check('9.9.9.9'), copy.check('::3', 'ipv6'), BlockList.isBlockList(copy));
attempt(() => copy.fromJSON(5));
attempt(() => copy.fromJSON([5]));
copy.clear();
console.log(copy, inspect(copy, { depth: -1 }), BlockList.PRIVATE_RANGES.length);
