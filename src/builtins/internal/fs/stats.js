// Stats, BigIntStats and StatFs, made from the array of numbers that native `stat` gives.
'use strict';

const constants = require('internal/constants').fs;

const KINDS = {
  isDirectory: 'S_IFDIR',
  isFile: 'S_IFREG',
  isBlockDevice: 'S_IFBLK',
  isCharacterDevice: 'S_IFCHR',
  isSymbolicLink: 'S_IFLNK',
  isFIFO: 'S_IFIFO',
  isSocket: 'S_IFSOCK',
};

class StatsBase {}
for (const name in KINDS) {
  // Functions of an object, as they have always been: enumerable on the prototype.
  StatsBase.prototype[name] = function() {
    return this._checkModeProperty(constants[KINDS[name]]);
  };
  Object.defineProperty(StatsBase.prototype[name], 'name', { __proto__: null, value: '', configurable: true });
}

function setCounts(stats, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  stats.dev = dev;
  stats.mode = mode;
  stats.nlink = nlink;
  stats.uid = uid;
  stats.gid = gid;
  stats.rdev = rdev;
  stats.blksize = blksize;
  stats.ino = ino;
  stats.size = size;
  stats.blocks = blocks;
}

function dateOf(milliseconds) {
  // Half a millisecond more, because the division below has rounding errors.
  return new Date(Number(milliseconds) + 0.5);
}

// The four times as Dates: made when they are read, and replaceable.
function defineDates(prototype) {
  for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
    Object.defineProperty(prototype, name, {
      __proto__: null,
      enumerable: true,
      configurable: true,
      get() {
        return this[name] = dateOf(this[`${name}Ms`]);
      },
      set(value) {
        Object.defineProperty(this, name, {
          __proto__: null, value, enumerable: true, configurable: true, writable: true,
        });
      },
    });
  }
}

class Stats extends StatsBase {
  constructor(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
    super();
    setCounts(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
    this.atimeMs = atimeMs;
    this.mtimeMs = mtimeMs;
    this.ctimeMs = ctimeMs;
    this.birthtimeMs = birthtimeMs;
  }
}
defineDates(Stats.prototype);
Stats.prototype._checkModeProperty = function(kind) {
  return (this.mode & constants.S_IFMT) === kind;
};

class BigIntStats extends StatsBase {
  constructor(values, times) {
    super();
    setCounts(this, ...values);
    for (const suffix of ['Ms', 'Ns']) {
      for (const name in times) this[name + suffix] = suffix === 'Ms' ? times[name] / 1000000n : times[name];
    }
  }
}
defineDates(BigIntStats.prototype);
BigIntStats.prototype._checkModeProperty = function(kind) {
  return (this.mode & BigInt(constants.S_IFMT)) === BigInt(kind);
};

// From [dev .. blocks, then seconds and nanoseconds of four times].
function statsFrom(fields) {
  if (typeof fields[0] === 'bigint') {
    const time = (i) => fields[i] * 1000000000n + fields[i + 1];
    return new BigIntStats(fields.subarray(0, 10),
                           { atime: time(10), mtime: time(12), ctime: time(14), birthtime: time(16) });
  }
  const time = (i) => fields[i] * 1000 + fields[i + 1] / 1e6;
  return new Stats(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8],
                   fields[9], time(10), time(12), time(14), time(16));
}

class StatFs {
  constructor(type, bsize, frsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.frsize = frsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

// `new fs.Stats()` of programs: allowed, and deprecated.
const PublicStats = function Stats(...args) {
  const { deprecate } = require('internal/util');
  warnConstructor ??= deprecate(() => {}, 'fs.Stats constructor is deprecated.', 'DEP0180');
  warnConstructor();
  return Reflect.construct(RealStats, args, new.target ?? PublicStats);
};
let warnConstructor;
const RealStats = Stats;
PublicStats.prototype = Stats.prototype;
Object.defineProperty(Stats.prototype, 'constructor', {
  __proto__: null, value: PublicStats, writable: true, configurable: true, enumerable: false,
});

module.exports = { StatFs, Stats: PublicStats, statsFrom };
