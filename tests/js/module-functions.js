// node:module beyond resolving: source maps, the hooks that packages put in, what Module can be asked.
'use strict';

const Module = require('module');
const fs = require('fs');
const os = require('os');
const path = require('path');

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message.split('\n')[0]}`;
  }
}

// "a" maps to x.js 1:1; ";" a second line.
const payload = {
  version: 3, file: 'out.js', sources: ['x.js', 'y.js'], names: ['one', 'two'], mappings: 'AAAAA,SAACC;;ACAD,IAAIC', sourceRoot: '',
};
const map = new Module.SourceMap(payload, { lineLengths: [10, 0, 20] });
console.log(map.findEntry(0, 0), map.findEntry(0, 12), map.findEntry(2, 4), map.findEntry(1, 0));
console.log(map.findOrigin(1, 1), map.findOrigin(3, 6));
console.log(map.payload.sources, map.payload === payload, map.lineLengths);
console.log(attempt(() => new Module.SourceMap('x')), Module.findSourceMap(__filename));

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-module-'));
const write = (name, text) => {
  const file = path.join(directory, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};
try {
  // As pirates does.
  const plain = Module._extensions['.js'];
  Module._extensions['.up'] = function(module, filename) {
    const compile = module._compile;
    module._compile = function(code, name) {
      module._compile = compile;
      module._compile(code.toUpperCase().replace('MODULE.EXPORTS', 'module.exports'), name);
    };
    plain(module, filename);
  };
  console.log(require(write('text.up', 'module.exports = "shout";')));
  delete Module._extensions['.up'];

  // As require-in-the-middle and proxyquire do.
  const load = Module._load;
  const seen = [];
  Module._load = function(request, parent, isMain) {
    seen.push([path.basename(request), path.basename(parent.filename), isMain]);
    return request === 'virtual' ? { virtual: true } : Reflect.apply(load, this, [request, parent, isMain]);
  };
  const user = write('user.js', 'module.exports = [require("virtual"), require("./other")];');
  write('other.js', 'exports.other = module.parent.filename.endsWith("user.js") && module.id === __filename;');
  console.log(require(user), seen);
  Module._load = load;

  const resolve = Module._resolveFilename;
  Module._resolveFilename = function(request, ...rest) {
    return Reflect.apply(resolve, this, [request === 'alias' ? user : request, ...rest]);
  };
  console.log(require('alias') === require(user), require.resolve('alias') === user);
  Module._resolveFilename = resolve;

  // A module made by hand.
  const made = new Module('made', module);
  made.filename = path.join(directory, 'made.js');
  made.paths = Module._nodeModulePaths(directory);
  made._compile('module.exports = { file: __filename, dir: __dirname, other: require("./other").other }', made.filename);
  console.log(made.exports.file === made.filename, made.exports.dir === directory, made.exports.other, made.loaded, made.id);
  console.log(module.children.includes(made), made.parent === module, made.children.length);

  console.log(Module.wrap('x'), Module.wrapper.length);
  console.log(Module._nodeModulePaths('/a/node_modules/b'), Module._resolveLookupPaths('fs'), Array.isArray(Module.globalPaths));
  console.log(Module._resolveLookupPaths('./x', { filename: '/a/b.js', paths: [] }));
  console.log(Module._findPath('./other', [directory]) === path.join(directory, 'other.js'));
  console.log(typeof Module._initPaths, typeof Module._preloadModules, typeof Module.runMain, typeof Module.syncBuiltinESMExports);
  console.log(require.cache === Module._cache, Object.keys(require.extensions));
  console.log(Module.isBuiltin('fs'), Module.isBuiltin('node:util/types'), Module.isBuiltin('nope'), Module.isBuiltin('wss'));
  console.log(Object.isFrozen(Module.builtinModules), Module.builtinModules.includes('fs'));
  console.log(typeof Module.enableCompileCache().status, Module.flushCompileCache(), Object.keys(Module.constants.compileCacheStatus));

  const created = Module.createRequire(path.join(directory, 'x.js'));
  console.log(created('./other').other, created.resolve('./other') === path.join(directory, 'other.js'));
  console.log(attempt(() => Module.createRequire('relative')), attempt(() => created('./none')));
  write('node_modules/pkg/package.json', '{"name":"pkg","exports":"./main.js"}');
  write('node_modules/pkg/main.js', '');
  console.log(path.relative(directory, Module.findPackageJSON('pkg', path.join(directory, 'x.js'))));
  console.log(attempt(() => Module.findPackageJSON()));
} finally {
  fs.rmSync(directory, { recursive: true });
}
