// A UDP socket as an object, with the methods of Node's own handle. Functions that can fail give 0 or a negative errno.
'use strict';

const { HandleWrap, kId, kWaits, opened } = require('internal/handles');
const native = internalBinding('handles');

const constants = { UV_UDP_IPV6ONLY: 1, UV_UDP_REUSEADDR: 4, UV_UDP_REUSEPORT: 8 };

class UDP extends HandleWrap {
  onmessage = undefined;

  constructor() {
    super(opened(native.openUdp(), 'udp'), 'UDPWRAP');
  }

  open(fd) {
    return native.adoptUdp(this[kId], fd);
  }

  bind(address, port, flags = 0) {
    return native.bindUdp(this[kId], address, port, flags);
  }

  connect(address, port) {
    return native.connectUdp(this[kId], address, port);
  }

  disconnect() {
    return native.disconnectUdp(this[kId]);
  }

  getsockname(out) {
    return native.udpName(this[kId], out);
  }

  getpeername(out) {
    return native.udpPeer(this[kId], out);
  }

  recvStart() {
    return native.recvStart(this[kId]);
  }

  recvStop() {
    return native.recvStop(this[kId]);
  }

  // 0: `request.oncomplete` follows; more: all is sent, and that is one more than how much it was.
  send(request, list, address, port) {
    const size = list.reduce((sum, view) => sum + view.byteLength, 0);
    const result = native.send(this[kId], list, address, port);
    if (result === 0) return size + 1;
    if (result < 0) return result;
    request.size = size;
    this[kWaits](request);
    return 0;
  }

  setOption(option, value) {
    return native.setUdpOption(this[kId], option, value);
  }

  setMulticastInterface(address) {
    return native.setMulticastInterface(this[kId], address);
  }

  setMembership(group, address, source, join) {
    return native.setMembership(this[kId], group, address, source, join);
  }

  // `size` undefined only asks.
  bufferSize(receives, size) {
    return native.bufferSize(this[kId], receives, size);
  }

  getSendQueueSize() {
    return native.sendQueueSize(this[kId]);
  }

  getSendQueueCount() {
    return native.sendQueueCount(this[kId]);
  }
}

module.exports = { UDP, constants };
