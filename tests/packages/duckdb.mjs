// @duckdb/node-api: queries, types, prepared statements, appenders, streams of chunks, transactions
// and refusals, in memory.
import assert from 'node:assert';
import duckdb, { DuckDBInstance, INTEGER, LIST, VARCHAR, listValue } from '@duckdb/node-api';

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.message.split('\n')[0]);
  }
}

const text = (value) => JSON.stringify(value, (key, part) => (typeof part === 'bigint' ? `${part}n` : part));

assert.match(duckdb.version(), /^v\d/);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
await connection.run("create table city (id integer primary key, name varchar, size bigint, kind enum('old', 'new'), seen timestamp)");
await connection.run("insert into city values (1, 'Köln', 1073096, 'old', '2020-01-02 03:04:05'), (2, 'Ürümqi', null, 'new', null), (3, '', -1, null, 'infinity')");

const reader = await connection.runAndReadAll('select * from city order by id');
console.log(reader.columnNames(), reader.columnTypes().map(String), reader.currentRowCount);
console.log(text(reader.getRowsJson()), text(reader.getColumns()[2]));
console.log(text((await connection.runAndReadAll(`select 1::tinyint, 1.5::double, 12.345::decimal(8,3), true, date '2000-02-29', interval 3 days,
  [1, 2, null], {'a': 1, 'b': 'x'}, map {'k': 7}, 'ab'::blob, 170141183460469231731687303715884105727::hugeint, uuid '01234567-89ab-cdef-0123-456789abcdef', 1::bit`)).getRowsJson()));

const prepared = await connection.prepare('select $1::integer + $2::integer as sum, $3 as list');
prepared.bindInteger(1, 40);
prepared.bindInteger(2, 2);
prepared.bindList(3, listValue(['x', 'y']), LIST(VARCHAR));
console.log(prepared.parameterCount, text((await prepared.runAndReadAll()).getRowObjectsJson()));

await connection.run('create table number (n integer, t varchar)');
const appender = await connection.createAppender('number');
for (let i = 0; i < 5000; i++) {
  appender.appendInteger(i);
  appender.appendVarchar(`text ${i}`);
  appender.endRow();
}
appender.closeSync();
console.log(text((await connection.runAndReadAll('select count(*), sum(n), max(t), avg(n) from number')).getRows()));

const result = await connection.stream('select n, t from number order by n');
let rows = 0;
let chunks = 0;
for (;;) {
  const chunk = await result.fetchChunk();
  if (!chunk || chunk.rowCount === 0) break;
  rows += chunk.rowCount;
  chunks++;
  if (chunks === 1) console.log(text(chunk.getRowValues?.(5) ?? chunk.getRows()[5]));
}
console.log(rows, chunks > 1, INTEGER.toString());

await connection.run('begin');
await connection.run('delete from number');
await connection.run('rollback');
const others = await Promise.all(Array.from({ length: 4 }, async (_, i) => {
  const other = await instance.connect();
  const [[count]] = (await other.runAndReadAll(`select count(*) from number where n % 4 = ${i}`)).getRows();
  other.closeSync();
  return count;
}));
console.log(text(others));

await refusal('syntax', () => connection.run('selec 1'));
await refusal('absent table', () => connection.run('select * from nowhere'));
await refusal('key twice', () => connection.run("insert into city values (1, 'x', 1, 'old', null)"));
await refusal('conversion', () => connection.run("select 'x'::integer"));
await refusal('parameter missing', () => connection.run('select $1::integer'));
await refusal('no such parameter', () => prepared.bindInteger(9, 1));
await refusal('option', () => DuckDBInstance.create(':memory:', { nonsense: '1' }));
await refusal('not text', () => connection.run(5));
connection.closeSync();
await refusal('closed', () => connection.run('select 1'));
instance.closeSync();
