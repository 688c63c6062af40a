// The suite of abstract-level (npm: abstract-level/test) over classic-level, run by tape.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const test = require('tape');
const suite = require('abstract-level/test');
const { ClassicLevel } = require('classic-level');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'classic-level-suite-'));
let made = 0;
suite({ test, factory: (options) => new ClassicLevel(path.join(folder, String(made++)), options) });
test.onFinish(() => fs.rmSync(folder, { recursive: true }));
