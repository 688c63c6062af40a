// sqlite3: work on the thread pool, answered by callbacks and events: statements, each row, constraints, blobs,
// serialized and parallel queries, an extension that is not there, a database in a file, opened again to read.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const sqlite = require('sqlite3');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite3-'));

const call = (object, method, ...values) =>
  new Promise((resolve, reject) => {
    object[method](...values, function (error, result) {
      if (error) reject(error);
      else resolve({ result, lastID: this && this.lastID, changes: this && this.changes });
    });
  });
const refusal = (promise) => promise.then(
  () => console.log('no refusal'),
  (error) => console.log(error.name, error.code, error.errno, error.message));

async function main() {
  const file = path.join(folder, 'people.db');
  const db = new sqlite.Database(file);
  await new Promise((resolve) => db.once('open', resolve));
  console.log(sqlite.VERSION);
  await call(db, 'exec', 'CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, size REAL)');
  const insert = db.prepare('INSERT INTO people (name, data, size) VALUES (?, ?, ?)');
  for (const name of ['Ada', 'Grace', 'Zoë']) {
    const { lastID, changes } = await call(insert, 'run', name, Buffer.from(name), name.length / 2);
    console.log(lastID, changes);
  }
  await refusal(call(insert, 'run', 'Ada', null, 1));
  insert.finalize();

  const select = db.prepare('SELECT * FROM people WHERE size > $size ORDER BY id');
  console.log((await call(select, 'all', { $size: 1.5 })).result);
  console.log((await call(select, 'get', { $size: 2 })).result);
  const names = [];
  const count = await new Promise((resolve, reject) =>
    select.each({ $size: 0 }, (error, row) => names.push(row.name), (error, number) => (error ? reject(error) : resolve(number))));
  console.log(count, names.join(' '));
  select.finalize();

  const total = await new Promise((resolve, reject) => db.serialize(() => {
    db.run('CREATE TABLE numbers (n INTEGER)');
    for (let n = 0; n < 20; n++) db.run('INSERT INTO numbers VALUES (?)', n);
    db.get('SELECT sum(n) AS total FROM numbers', (error, row) => (error ? reject(error) : resolve(row)));
  }));
  console.log(total);
  const sums = await Promise.all(Array.from({ length: 8 }, (_, n) =>
    call(db, 'get', 'SELECT count(*) AS less FROM numbers WHERE n < ?', n)));
  console.log(sums.map(({ result }) => result.less).join(' '));

  await refusal(call(db, 'get', 'SELECT nonsense FROM people'));
  await refusal(call(db, 'loadExtension', '/no/such/extension'));
  await call(db, 'close');
  await refusal(call(db, 'run', 'SELECT 1'));

  const again = new sqlite.Database(file, sqlite.OPEN_READONLY);
  console.log((await call(again, 'get', 'SELECT count(*) AS people FROM people')).result);
  await refusal(call(again, 'run', 'DELETE FROM people'));
  await call(again, 'close');
  await new Promise((resolve) => new sqlite.Database(path.join(folder, 'none', 'x.db'), (error) => {
    console.log(error.code);
    resolve();
  }));
}

main()
  .catch((error) => {
    console.log('failed', error);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(folder, { recursive: true }));
