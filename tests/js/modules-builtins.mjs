// Built-in modules from ES modules: default and named exports, and what changes of the built-ins do to them.
import fs, { readFileSync, existsSync as exists } from 'node:fs';
import * as path from 'path';
import process, { argv } from 'node:process';
import { Buffer } from 'buffer';
import * as events from 'events';
import Module, { createRequire, isBuiltin, builtinModules, syncBuiltinESMExports } from 'module';
import { types, inspect } from 'node:util';
import assert, { strictEqual } from 'assert';
import { setTimeout as wait } from 'node:timers';

const require = createRequire(import.meta.url);
console.log(fs === require('fs'), fs.readFileSync === readFileSync, typeof exists, path.default === require('path'), path.join('a', 'b'));
console.log(process === globalThis.process, argv === process.argv, Buffer === globalThis.Buffer, events.default === events.EventEmitter);
console.log(Module.createRequire === createRequire, isBuiltin('node:fs'), isBuiltin('absent'), builtinModules.includes('fs'), require.main);
console.log(types.isModuleNamespaceObject(path), types.isModuleNamespaceObject({}), inspect(path).split('\n')[0], assert.strictEqual === strictEqual, typeof wait);
console.log((await import('fs')) === (await import('node:fs')), require('node:path') === path.default);
console.log(await import('fs/absent').catch(({ code }) => code), await import('node:').catch(({ code }) => code));

const original = fs.readFileSync;
fs.readFileSync = () => 'replaced';
console.log(readFileSync === original);
syncBuiltinESMExports();
console.log(readFileSync('x'), (await import('fs')).readFileSync('x'));
fs.readFileSync = original;
syncBuiltinESMExports();
console.log(readFileSync === original);
delete fs.readFileSync;
syncBuiltinESMExports();
console.log(readFileSync);
