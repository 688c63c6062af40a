// require: where files are found, what is cached, cycles, packages with exports and imports, and every error.
'use strict';
const path = require('path');
const Module = require('module');

const root = path.join(__dirname, 'module-resolution', 'fixtures');
const relative = (text) => String(text).replaceAll(root, '<root>').replaceAll(__dirname, '<tests>');
const inRoot = Module.createRequire(path.join(root, 'requirer.js'));
const show = (value) => (value === path ? 'node:path' : relative(JSON.stringify(value)));

// The text of a syntax error is the engine's own.
function describe(error) {
  const own = error.code === undefined || error.name === 'SyntaxError';
  const message = own && error.name === 'SyntaxError' ? path.basename(error.message.split(':')[0]) : relative(error.message);
  const { code, path: file, requestPath, requireStack } = error;
  return `${error.name} ${code} ${message} ${show({ file, requestPath, requireStack })}`;
}
function attempt(id, from = inRoot) {
  try {
    console.log(id, '=>', show(from(id)));
  } catch (error) {
    console.log(id, '!!', error instanceof SyntaxError ? error.name : describe(error));
  }
}

process.on('warning', (warning) => console.log('warning', warning.name, warning.code, relative(warning.message)));
process.removeAllListeners('warning');
process.on('warning', (warning) => console.log('warning', warning.name, warning.code, relative(warning.message)));

for (const id of [
  './plain', './plain.js', './plain/', './directory', './directory/index', './withmain', './maindir', './badmain', './nomain',
  './data', './data.json', './bom.json', './broken.json', './throws', './throws', './syntax', './shebang', './this',
  './noextension', './dotted.name', './file.custom.ext', './absent', '../absent', './directory/absent', '.', '..', './nested/..',
  'simple', 'simple/sub', 'simple/sub.js', 'simple/absent', 'absent-package', '@scope/pkg', '@scope/pkg/lib/x', '@scope', '@scope/absent',
  './nested/deep/ask', './nested/link', './nested/linkdir/ask',
  'exported', 'exported/conditions', 'exported/default-only', 'exported/array', 'exported/features/one', 'exported/features/one.js',
  'exported/features/private/secret', 'exported/features/private/public', 'exported/features/absent', 'exported/features/../../require',
  'exported/twice/dup', 'exported/missing', 'exported/outside', 'exported/modules', 'exported/number', 'exported/nothing',
  'exported/escaped', 'exported/slash', 'exported/package.json', 'exported/require.js', 'exported/', 'exported/nope',
  'sugar', 'sugar/main.js', 'mixed', './brokenpackage',
  '', 5, undefined, '#x', 'node:path', 'node:absent', path.join(root, 'plain.js'), path.join(root, 'absent'),
]) {
  attempt(id);
}
console.log('evaluated', globalThis.throwsCount);

const { attempt: self } = inRoot('./self/lib/ask.js');
for (const id of ['self-package', 'self-package/inner', 'self-package/gone', 'self-package/other', '#inner', '#dep', '#dep/part',
                  '#dep/absent', '#pattern/inner.js', '#missing', '#null', '#up', '#undefined', '#', '#/x']) {
  console.log('self', id, show(self(id)));
}

// ----- cycles and the cache -----
console.log(show(inRoot('./cycle-a')), show(inRoot('./cycle-b')));
const plainFile = inRoot.resolve('./plain');
const before = inRoot('./plain');
console.log(relative(plainFile), require.cache === Module._cache, require.cache[plainFile].exports === before);
require.cache[plainFile].exports = 'replaced';
console.log(inRoot('./plain'));
delete require.cache[plainFile];
console.log(inRoot('./plain'));
const record = require.cache[plainFile];
console.log(relative(record.id), relative(record.filename), record.loaded, record.children.length, record.paths.length > 2, relative(record.path));

// ----- the module and its require -----
console.log(require.main === module, module.id, module.parent, module.loaded, module.children.length > 0, module instanceof Module);
console.log(Object.keys(module).join(), Object.keys(require).join(), Object.keys(require.extensions).join());
console.log(relative(require.resolve('./module-resolution')), require.resolve('fs'), require.resolve('node:fs'));
console.log(show(require.resolve.paths('./x')), require.resolve.paths('fs'), show(require.resolve.paths('y').slice(0, 1)));
console.log(relative(require.resolve('simple', { paths: [root] })), relative(require.resolve('./plain', { paths: [root] })));
for (const call of [
  () => require.resolve('./absent'), () => require.resolve(5), () => require.resolve('x', { paths: 5 }), () => require.resolve.paths(),
  () => Module.createRequire('relative'), () => Module.createRequire(5), () => Module.createRequire(new URL('http://x/')),
]) {
  try {
    console.log(call());
  } catch (error) {
    console.log(describe(error));
  }
}
console.log(relative(Module.createRequire(`${root}/`).resolve('./plain')), Module.createRequire(require('url').pathToFileURL(path.join(root, 'x')))('./directory'));
console.log(Module._nodeModulePaths('/a/node_modules/b/c').join(), Module.wrap('X'), Module.wrapper.length);
console.log(['fs', 'node:fs', 'fs/', 'absent', 'node:absent', 'node:', 5, undefined].map((id) => Module.isBuiltin(id)).join());
console.log(Module.builtinModules.includes('fs'), Module.builtinModules.includes('path/posix'), Object.isFrozen(Module.builtinModules), Module.Module === Module);

// ----- what programs change -----
require.extensions['.ext'] = (target, filename) => { target.exports = `extension: ${path.basename(filename)}`; };
console.log(inRoot('./file.custom.ext'), inRoot('./file.custom'));
require.extensions['.custom.ext'] = (target) => { target.exports = 'longer extension'; };
delete require.cache[inRoot.resolve('./file.custom.ext')];
console.log(inRoot('./file.custom.ext'));
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function(request, ...rest) {
  return request === 'virtual' ? plainFile : Reflect.apply(resolveFilename, this, [request, ...rest]);
};
console.log(inRoot('virtual'));
Module._resolveFilename = resolveFilename;
const load = Module._load;
Module._load = function(request, ...rest) {
  return request === 'mocked' ? 'mock' : Reflect.apply(load, this, [request, ...rest]);
};
console.log(inRoot('mocked'));
Module._load = load;
const made = new Module('made up');
made.paths = [path.join(root, 'node_modules')];
made._compile("exports.value = [__filename, __dirname, require('simple'), this === exports].join();", '/virtual/file.js');
console.log(made.exports.value);
