// @discordjs/opus: encodes and decodes a tone: codec state in wrapped objects, buffers both ways. The addon
// is where node-pre-gyp's `--module_path` put it, and in build/Release.
'use strict';
const assert = require('assert');
const { OpusEncoder } = require('./node_modules/@discordjs/opus/prebuild/opus.node');
assert.ok(require('./node_modules/@discordjs/opus/build/Release/opus.node').OpusEncoder);

const RATE = 48000;
const FRAME = 960;
const tone = (start) => {
  const samples = Buffer.alloc(FRAME * 2 * 2);
  for (let at = 0; at < FRAME; at++) {
    const value = Math.round(12000 * Math.sin((2 * Math.PI * 440 * (start + at)) / RATE));
    samples.writeInt16LE(value, at * 4);
    samples.writeInt16LE(-value, at * 4 + 2);
  }
  return samples;
};

const encoder = new OpusEncoder(RATE, 2);
encoder.setBitrate(64000);
console.log('bit rate', encoder.getBitrate());
const decoder = new OpusEncoder(RATE, 2);
let energy = 0;
for (let frame = 0; frame < 20; frame++) {
  const packet = encoder.encode(tone(frame * FRAME));
  const samples = decoder.decode(packet);
  assert.strictEqual(samples.length, FRAME * 4);
  assert.ok(packet.length > 10 && packet.length < 400, `packet of ${packet.length}`);
  if (frame >= 5) {
    for (let at = 0; at < samples.length; at += 4) energy += samples.readInt16LE(at) ** 2;
  }
  console.log(frame, packet.length, samples.subarray(0, 8).toString('hex'));
}
// The tone comes through: its mean square is half the amplitude's.
const mean = energy / (15 * FRAME);
assert.ok(Math.abs(mean / (12000 ** 2 / 2) - 1) < 0.05, `mean square ${mean}`);
encoder.applyEncoderCTL(4010, 3);
for (const attempt of [() => encoder.decode(Buffer.from([255, 255, 255])), () => new OpusEncoder(1, 1)]) {
  try {
    console.log('no refusal', attempt());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
