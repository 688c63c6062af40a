// better-sqlite3, on V8: statements, transactions, functions and aggregates in JavaScript, big integers, blobs,
// full text search, backup of the memory.
'use strict';
const assert = require('assert');
const Database = require('better-sqlite3');

const db = new Database(':memory:');
db.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, data BLOB)');
const insert = db.prepare('INSERT INTO people (name, data) VALUES (?, ?)');
const several = db.transaction((names) => names.map((name) => insert.run(name, Buffer.from(name)).lastInsertRowid));
assert.deepStrictEqual(several(['Ada', 'Grace', 'Zoë']), [1, 2, 3]);
assert.throws(() => several(['Edsger', 'Ada']), { code: 'SQLITE_CONSTRAINT_UNIQUE' });
assert.strictEqual(db.prepare('SELECT count(*) FROM people').pluck().get(), 3);
assert.deepStrictEqual(db.prepare('SELECT name, length(data) AS size FROM people ORDER BY id').all(),
  [{ name: 'Ada', size: 3 }, { name: 'Grace', size: 5 }, { name: 'Zoë', size: 4 }]);

db.function('shout', (text) => `${text}!`);
db.aggregate('joined', { start: '', step: (total, next) => total + next });
assert.strictEqual(db.prepare('SELECT shout(joined(name)) FROM people').pluck().get(), 'AdaGraceZoë!');
assert.strictEqual(db.prepare('SELECT 9007199254740993').pluck().safeIntegers().get(), 9007199254740993n);
db.exec("CREATE VIRTUAL TABLE notes USING fts5(text); INSERT INTO notes VALUES ('a native addon'), ('something else')");
assert.deepStrictEqual(db.prepare("SELECT text FROM notes WHERE notes MATCH 'native'").all(), [{ text: 'a native addon' }]);
const copy = new Database(db.serialize());
assert.strictEqual(copy.prepare('SELECT count(*) FROM people').pluck().get(), 3);
assert.throws(() => db.prepare('SELECT nonsense FROM people'), /no such column/);
copy.close();
db.close();
