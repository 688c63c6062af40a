// @parcel/watcher: a snapshot of a folder and what changed since, with patterns to ignore; then a live
// subscription that tells of a new file.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const watcher = require('@parcel/watcher');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'watched-')));
const at = (name) => path.join(folder, name);
const names = (events) =>
  events.map(({ type, path: file }) => `${type} ${path.relative(folder, file)}`).sort().join(', ');

async function main() {
  fs.mkdirSync(at('sub'));
  fs.mkdirSync(at('ignored'));
  for (const name of ['old', 'gone', 'sub/inner']) fs.writeFileSync(at(name), name);
  const snapshot = path.join(os.tmpdir(), `${path.basename(folder)}.snapshot`);
  const options = { backend: 'brute-force', ignore: ['ignored', '*.log'] };
  await watcher.writeSnapshot(folder, snapshot, options);
  console.log('nothing:', names(await watcher.getEventsSince(folder, snapshot, options)));
  fs.writeFileSync(at('new'), 'new');
  fs.writeFileSync(at('sub/inner'), 'longer than before');
  fs.utimesSync(at('sub/inner'), 1e9, 1e9);
  fs.rmSync(at('gone'));
  fs.writeFileSync(at('ignored/file'), '');
  fs.writeFileSync(at('some.log'), '');
  console.log(names(await watcher.getEventsSince(folder, snapshot, options)));
  fs.rmSync(snapshot);

  // inotify: the event comes when it comes, and is waited for.
  let tell;
  const told = new Promise((resolve) => (tell = resolve));
  const seen = new Set();
  const subscription = await watcher.subscribe(folder, (error, events) => {
    assert.strictEqual(error, null);
    for (const event of events) seen.add(`${event.type} ${path.relative(folder, event.path)}`);
    if (seen.has('create live')) tell();
  }, { ignore: options.ignore });
  fs.writeFileSync(at('live'), '');
  await told;
  await subscription.unsubscribe();
  console.log([...seen].filter((event) => event.startsWith('create')).sort().join(', '));
}

main().finally(() => fs.rmSync(folder, { recursive: true }));
