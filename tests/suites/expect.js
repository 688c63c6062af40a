// What the tests of bcrypt need beside a runner's functions: the globals of jest.
'use strict';
const { expect } = require('expect');

globalThis.expect = expect;
globalThis.jest = { setTimeout() {} }; // the runner has a limit of its own
