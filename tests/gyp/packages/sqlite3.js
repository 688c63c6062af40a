// sqlite3: the addon itself, on the thread pool and with functions called back; its JavaScript wrapper only
// loads it and adds methods (sqlite3.on-node.js uses that).
'use strict';
const assert = require('assert');
const sqlite = require('./node_modules/sqlite3/build/Release/node_sqlite3.node');

const run = (object, method, ...values) =>
  new Promise((resolve, reject) => {
    object[method](...values, function (error, result) {
      if (error) reject(error);
      else resolve({ result, lastID: this && this.lastID, changes: this && this.changes });
    });
  });

const prepare = (db, text) =>
  new Promise((resolve, reject) => {
    const statement = new sqlite.Statement(db, text, (error) => (error ? reject(error) : resolve(statement)));
  });

async function main() {
  const db = await new Promise((resolve, reject) => {
    const opened = new sqlite.Database(':memory:', sqlite.OPEN_READWRITE | sqlite.OPEN_CREATE, (error) =>
      error ? reject(error) : resolve(opened));
  });
  console.log(sqlite.VERSION);
  await run(db, 'exec', 'CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, size REAL)');
  const insert = await prepare(db, 'INSERT INTO people (name, data, size) VALUES (?, ?, ?)');
  for (const name of ['Ada', 'Grace', 'Zoë']) {
    const { lastID, changes } = await run(insert, 'run', name, Buffer.from(name), name.length / 2);
    console.log(lastID, changes);
  }
  await run(insert, 'run', 'Ada', null, 1).catch((error) => console.log(error.code, error.errno, error.message));
  await run(insert, 'finalize').catch(() => {});
  const select = await prepare(db, 'SELECT * FROM people WHERE size > $size ORDER BY id');
  console.log((await run(select, 'all', { $size: 1.5 })).result);
  console.log((await run(select, 'get', { $size: 2 })).result);
  const rows = [];
  await new Promise((resolve, reject) =>
    select.each({ $size: 0 }, (error, row) => rows.push(row.name), (error, count) => (error ? reject(error) : resolve(count))));
  console.log(rows);
  select.finalize();
  await prepare(db, 'SELECT nonsense FROM people').catch((error) => console.log(error.code, error.message));
  await new Promise((resolve, reject) => db.close((error) => (error ? reject(error) : resolve())));
}

main().catch((error) => {
  console.log('failed', error);
  process.exitCode = 1;
});
