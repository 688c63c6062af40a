// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const { Picture, probe, thumbnail, thumbnails } = require('./index.js');
const { scene } = require('./scene.js');

const size = ({ width, height }) => `${width} x ${height}`;
const describe = (file) => `${probe(file).format} ${size(probe(file))}`;
const distinct = (list) => [...new Set(list)].join(', ');
// Different processors may round differently: a step more or less is the same colour.
const about = (color) => color.map((channel) => Math.round(channel / 16) * 16).join(' ');

(async () => {
  // A picture of one's own, and its files.
  const picture = Picture.fromPixels(640, 480, scene(640, 480));
  console.log(size(picture), 'opaque:', picture.opaque, 'mean:', about(picture.meanColor()));
  const jpeg = await picture.encode();
  const png = await picture.encode('png');
  console.log('jpeg is smaller than png:', jpeg.length < png.length);
  console.log(describe(jpeg), describe(png));

  // One thumbnail, with defaults and with options.
  const small = await thumbnail(jpeg);
  console.log(size(small), small.format, Buffer.isBuffer(small.data), describe(small.data));
  const square = await thumbnail(png, { width: 64, height: 64, fit: 'cover', format: 'png' });
  console.log(size(square), square.format);
  const decoded = await Picture.decode(square.data);
  console.log('mean of the square:', about(decoded.meanColor()));

  // Many, on all threads of the pool, with progress.
  const files = Array.from({ length: 6 }, (_, index) => (index % 2 ? png : jpeg));
  const steps = [];
  const made = await thumbnails(files, { width: 100 }, (done, total) => steps.push(`${done}/${total}`));
  console.log(steps.join(' '), distinct(made.map(size)));

  // Pixels of a smaller picture, into an array that can be used again.
  const tiny = await picture.resize(4, 3);
  const pixels = new Uint8Array(4 * 3 * 4);
  tiny.readPixels(pixels);
  console.log(size(tiny), 'alpha:', distinct(pixels.filter((_, index) => index % 4 === 3)));

  // Stopped by a signal: one that is aborted already, and one in the middle.
  await thumbnail(jpeg, {}, AbortSignal.abort()).catch((error) => console.log(error.name));
  const controller = new AbortController();
  let last = 0;
  const stop = (done) => {
    last = done;
    controller.abort(new Error('enough'));
  };
  await thumbnails([...files, ...files], {}, stop, controller.signal)
    .catch((error) => console.log(error.message, '- after', last));
  // What a callback throws rejects as well.
  await thumbnails(files, {}, () => { throw new TypeError('from the callback'); })
    .catch((error) => console.log(`${error.name}: ${error.message}`));

  // Mistakes.
  for (const mistake of [
    () => probe(Buffer.from('GIF89a')),
    () => thumbnail(jpeg.subarray(0, 100)),
    () => thumbnail(jpeg, { width: 0, fit: 'cover' }),
    () => thumbnail(jpeg, { fit: 'stretch' }),
    () => thumbnail('photo.jpg'),
    () => picture.encode('jpeg', 0),
    () => picture.encode('jpeg', 300),
    () => picture.resize(100_000, 100_000, 'cover'),
    () => picture.readPixels(new Uint8Array(1)),
    () => Picture.fromPixels(2, 2, new Uint8Array(3)),
    () => new Picture(),
  ]) {
    try {
      await mistake();
    } catch (error) {
      console.log(`${error.name} ${error.code}: ${error.message}`);
      if (error.cause) console.log(`  because of ${error.cause.name}`);
    }
  }
})();
