// The suite of abstract-leveldown (npm: abstract-leveldown/test) over leveldown, run by tape. All of
// its files except async-iterator-test.js: QuickJS does not wait for an iterator's `return` when the
// body of a `for await` throws.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const test = require('tape');
const suite = require('abstract-leveldown/test');
const leveldown = require('leveldown');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'leveldown-suite-'));
let made = 0;
const common = suite.common({ test, factory: () => leveldown(path.join(folder, String(made++))) });
for (const name of ['factory', 'manifest', 'leveldown', 'open', 'close', 'open-create-if-missing', 'open-error-if-exists', 'put',
  'get', 'del', 'put-get-del', 'get-many', 'batch', 'chained-batch', 'iterator', 'iterator-range', 'iterator-seek',
  'iterator-snapshot', 'clear', 'clear-range']) {
  const part = require(`abstract-leveldown/test/${name}-test`);
  (part.all ?? part)(test, common);
}
test.onFinish(() => fs.rmSync(folder, { recursive: true }));
