'use strict';

/** Where the addon may be: built here, or in the npm package for this platform. */ // npm
/** Where the addon may be. */ // local
const places = [
  '__RELEASE__',
  '__DEBUG__',
  ...platforms().map((platform) => `__PACKAGE__-${platform}`), // npm
];

function load() {
  // A file to load in any case.
  const chosen = process.env.__VARIABLE__;
  if (chosen) return require(require('node:path').resolve(chosen));
  const tried = [];
  let cause;
  for (const place of places) {
    try {
      return require(place);
    } catch (error) {
      const missing = error.code === 'MODULE_NOT_FOUND';
      tried.push(`  ${place}: ${missing ? 'not found' : error.message}`);
      if (!missing) cause ??= error;
    }
  }
  const { platform, arch } = process;
  throw new Error(
    `the native addon __NAME__ cannot be loaded on ${platform} ${arch}\n${tried.join('\n')}\n` +
      'To install the package for this platform, remove node_modules and the lock file, and\n' + // npm
      'install again, without --omit=optional. To build it from its sources: napkin build', // npm
      'To build it: napkin build', // local
    cause && { cause },
  );
}

// npm {
/** The ends of the names of packages whose builds run here: `linux-x64-gnu`. */
function platforms() {
  const { platform, arch } = process;
  const here = `${platform}-${arch}`;
  switch (platform) {
    case 'linux':
      return [`${here}-${libc()}${arch === 'arm' ? 'eabihf' : ''}`];
    case 'win32':
      return [`${here}-msvc`, `${here}-gnu`];
    case 'android':
      return [arch === 'arm' ? `${here}-eabi` : here];
    default:
      return [here];
  }
}

/** The C library of this process. */
function libc() {
  const fs = require('node:fs');
  try {
    // Near its beginning a program's file names the loader of libraries.
    const start = Buffer.alloc(4096);
    const file = fs.openSync(process.execPath);
    fs.readSync(file, start);
    fs.closeSync(file);
    if (start.includes('/ld-musl-')) return 'musl';
    if (start.includes('/ld-linux')) return 'gnu';
    // Slower, and not everywhere.
    if (process.report.getReport().header.glibcVersionRuntime) return 'gnu';
  } catch {}
  try {
    return fs.readFileSync('/usr/bin/ldd', 'latin1').includes('musl') ? 'musl' : 'gnu';
  } catch {
    return 'gnu';
  }
}

// npm }
const addon = load();
