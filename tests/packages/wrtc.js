// @roamhq/wrtc: two peers in one process: offer and answer, candidates, a data channel with text and
// bytes, a transceiver, statistics, conversion of frames, events as EventTarget and as properties,
// refusals. (Tracks crash at the end of the process on Node too.)
'use strict';
const assert = require('assert');
const wrtc = require('@roamhq/wrtc');
const { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate, MediaStream, nonstandard } = wrtc;

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const event = (target, name) => new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

async function main() {
  const [left, right] = [new RTCPeerConnection({ iceServers: [] }), new RTCPeerConnection()];
  console.log(left.signalingState, left.connectionState, left.iceGatheringState, left instanceof RTCPeerConnection);
  const states = [];
  left.onsignalingstatechange = () => states.push(left.signalingState);
  left.onicecandidate = ({ candidate }) => { if (candidate) right.addIceCandidate(candidate); };
  right.onicecandidate = ({ candidate }) => { if (candidate) left.addIceCandidate(candidate); };
  const channel = left.createDataChannel('talk', { ordered: true, protocol: 'words' });
  channel.binaryType = 'arraybuffer';
  console.log(channel.label, channel.protocol, channel.readyState, channel.ordered, channel.negotiated);

  const transceiver = left.addTransceiver('audio', { direction: 'recvonly' });
  console.log(transceiver.direction, transceiver.currentDirection, left.getReceivers().length, left.getTransceivers()[0] === transceiver);

  const arriving = event(right, 'datachannel');
  const offer = await left.createOffer();
  console.log(offer.type, /m=audio/.test(offer.sdp), /m=application/.test(offer.sdp));
  await left.setLocalDescription(offer);
  await right.setRemoteDescription(new RTCSessionDescription(offer));
  await right.setLocalDescription(await right.createAnswer());
  await left.setRemoteDescription(right.localDescription);
  console.log(states.join(), transceiver.mid);

  const { channel: other } = await arriving;
  if (channel.readyState !== 'open') await event(channel, 'open');
  const heard = [];
  const all = new Promise((resolve) => {
    other.onmessage = ({ data }) => {
      heard.push(typeof data === 'string' ? data : data.byteLength);
      if (typeof data === 'string') other.send(data.toUpperCase());
      if (heard.length === 42) resolve();
    };
  });
  const answers = [];
  const answered = new Promise((resolve) => { channel.onmessage = ({ data }) => { answers.push(data); if (answers.length === 41) resolve(); }; });
  for (let i = 0; i < 40; i++) channel.send(`word ${i}`);
  channel.send(new Uint8Array(5000));
  channel.send('ünï \u{1F600}');
  await Promise.all([all, answered]);
  console.log(heard.slice(-3), answers[0], answers[40], other.label, other.protocol);

  const report = await left.getStats();
  console.log(report.size > 3, [...report.values()].some(({ type }) => type === 'peer-connection'));

  await refusal('closed channel', () => { const late = left.createDataChannel('late'); late.close(); late.send('x'); });
  await refusal('bad description', () => left.setRemoteDescription({ type: 'offer', sdp: 'nonsense' }));
  await refusal('bad type', () => left.setLocalDescription({ type: 'wish', sdp: '' }));
  await refusal('candidate', () => left.addIceCandidate(new RTCIceCandidate({ candidate: 'x', sdpMid: '0' })));
  await refusal('no track', () => left.addTrack());
  const closing = event(other, 'close');
  channel.close();
  await closing;
  left.close();
  right.close();
  console.log(left.connectionState, right.signalingState, channel.readyState);
  await refusal('closed', () => left.createOffer());
  assert.throws(() => left.createDataChannel('x'));

  const rgba = { width: 2, height: 2, data: new Uint8ClampedArray(16) };
  nonstandard.i420ToRgba({ width: 2, height: 2, data: Uint8ClampedArray.of(128, 128, 128, 128, 128, 128) }, rgba);
  console.log([...rgba.data].join());
}

main();
