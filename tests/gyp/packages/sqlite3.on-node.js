// sqlite3 through the package's own JavaScript.
'use strict';
const assert = require('assert');
const sqlite = require('sqlite3');

const db = new sqlite.Database(':memory:');
db.serialize(() => {
  db.run('CREATE TABLE numbers (n INTEGER)');
  const insert = db.prepare('INSERT INTO numbers VALUES (?)');
  for (let n = 0; n < 10; n++) insert.run(n);
  insert.finalize();
  db.get('SELECT sum(n) AS total FROM numbers', (error, row) => {
    assert.ifError(error);
    assert.deepStrictEqual(row, { total: 45 });
  });
  db.all('SELECT n FROM numbers WHERE n > ?', 7, (error, rows) => {
    assert.ifError(error);
    assert.deepStrictEqual(rows, [{ n: 8 }, { n: 9 }]);
  });
  db.run('nonsense', (error) => assert.strictEqual(error.code, 'SQLITE_ERROR'));
});
db.close((error) => assert.ifError(error));
