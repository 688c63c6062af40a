// sharp: resizing, formats, raw pixels, composition, streams in and out, statistics, metadata, events,
// promises and callbacks, and refusals.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Readable, PassThrough } = require('stream');
const { pipeline } = require('stream/promises');
const sharp = require('sharp');

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  sharp.concurrency(2);
  console.log(typeof sharp.versions.vips, sharp.concurrency(), sharp.simd() === sharp.simd(), Object.keys(sharp.cache()).join());
  const pixels = Buffer.alloc(64 * 48 * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 7 + (at >> 6)) & 255;
  const raw = { raw: { width: 64, height: 48, channels: 3 } };
  const png = await sharp(pixels, raw).png().toBuffer();
  assert.deepStrictEqual(await sharp(png).raw().toBuffer(), pixels);
  console.log(await sharp(png).metadata());

  for (const format of ['jpeg', 'webp', 'png', 'tiff', 'gif', 'avif']) {
    const { data, info } = await sharp(png).resize({ width: 20, height: 20, fit: 'cover', kernel: 'nearest' })[format]({ quality: 60, ...(format === 'avif' ? { effort: 0 } : {}) }).toBuffer({ resolveWithObject: true });
    const { format: found, width, height } = await sharp(data).metadata();
    console.log(format, info.format, info.width, info.height, info.channels, found, width, height);
  }
  for (const [name, job] of Object.entries({
    nearest: (image) => image.resize(8, 6, { kernel: 'nearest' }), rotate: (image) => image.rotate(90), flip: (image) => image.flip().flop(),
    extract: (image) => image.extract({ left: 3, top: 4, width: 5, height: 6 }), grey: (image) => image.greyscale(), negate: (image) => image.negate(),
    extend: (image) => image.extend({ top: 1, left: 2, background: '#fff' }), threshold: (image) => image.threshold(100), tint: (image) => image.removeAlpha().ensureAlpha(),
  })) {
    const { data, info } = await job(sharp(png)).raw().toBuffer({ resolveWithObject: true });
    console.log(name, info.width, info.height, info.channels, data.length, data.subarray(0, 9).toString('hex'));
  }

  const layer = await sharp({ create: { width: 10, height: 10, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } }).png().toBuffer();
  const composed = await sharp(png).composite([{ input: layer, left: 2, top: 3 }, { input: Buffer.from('<svg width="8" height="8"><rect width="8" height="8" fill="lime"/></svg>'), gravity: 'southeast' }]).raw().toBuffer();
  console.log(composed.subarray((47 * 64 + 63) * 3, (47 * 64 + 63) * 3 + 3).toString('hex'), composed.equals(pixels));
  const { channels, isOpaque, dominant } = await sharp(png).stats();
  console.log(channels.map(({ min, max }) => `${min}-${max}`).join(), isOpaque, dominant);

  // Streams: in by pieces, out by pieces, through a clone.
  const pieces = [];
  const transform = sharp().resize(16).png();
  const infos = [];
  transform.on('info', ({ width }) => infos.push(width));
  const out = new PassThrough();
  out.on('data', (piece) => pieces.push(piece));
  await pipeline(Readable.from(Array.from({ length: Math.ceil(png.length / 100) }, (_, i) => png.subarray(i * 100, i * 100 + 100))), transform, out);
  console.log(infos, (await sharp(Buffer.concat(pieces)).metadata()).width);
  const source = sharp();
  const clones = [4, 8].map((width) => source.clone().resize(width).raw().toBuffer({ resolveWithObject: true }));
  source.end(png);
  console.log((await Promise.all(clones)).map(({ info }) => info.width));
  const failing = sharp();
  const error = new Promise((resolve) => failing.on('error', resolve));
  failing.end(Buffer.from('this is no image'));
  failing.resume();
  console.log((await error).message);

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sharp-'));
  const file = path.join(folder, 'a.webp');
  const info = await sharp(png).webp().toFile(file);
  console.log(info.format, info.size === fs.statSync(file).size, (await sharp(file).metadata()).width);
  await new Promise((resolve) => sharp(file).toBuffer((failed, data, { width }) => resolve(console.log('callback', failed, data.length > 0, width))));
  await new Promise((resolve) => sharp(path.join(folder, 'absent.png')).toBuffer((failed) => resolve(console.log('callback', failed.message.replace(folder, '<folder>')))));
  const many = await Promise.all(Array.from({ length: 16 }, (_, i) => sharp(png).resize(i + 1).toBuffer({ resolveWithObject: true })));
  console.log(many.map(({ info: { width } }) => width).join());
  fs.rmSync(folder, { recursive: true });
  console.log(sharp.counters(), typeof sharp.format.jpeg.id, sharp.queue?.listenerCount('change'));

  await refusal('no image', () => sharp(Buffer.from('x')).toBuffer());
  await refusal('cut off', () => sharp(png.subarray(0, 60), { failOn: 'truncated' }).raw().toBuffer());
  await refusal('negative width', () => sharp(png).resize(-1));
  await refusal('unknown kernel', () => sharp(png).resize(1, 1, { kernel: 'x' }));
  await refusal('outside', () => sharp(png).extract({ left: 60, top: 0, width: 50, height: 5 }).toBuffer());
  await refusal('unknown format', () => sharp(png).toFormat('docx'));
  await refusal('an odd input', () => sharp(5));
  await refusal('raw without a size', () => sharp(pixels, { raw: { width: 5 } }).toBuffer());
  await refusal('raw too short', () => sharp(Buffer.alloc(5), raw).toBuffer());
  await refusal('options', () => sharp(png, 'x'));
}

main();
