// Watching a whole tree: a watcher for every directory of it, and for those that are made later.
//
// Stands for one handle of watch_handles.js. Names are relative to the top.
'use strict';

const nodePath = require('path');
const native = internalBinding('fs');
const { EventHandle } = require('internal/fs/watch_handles');

const FOLDER = require('internal/constants').fs.UV_DIRENT_DIR;

class TreeHandle {
  #top;
  #onseen;
  // By the directory's name from the top; '' is the top.
  #directories = new Map();

  constructor(onseen) {
    this.#onseen = onseen;
  }

  start(path) {
    this.#top = `${path}`;
    try {
      native.stat(this.#top, false, true);
    } catch (error) {
      error.filename = this.#top;
      throw error;
    }
    this.#add('', false);
  }

  // Watches a directory (or the file that is all there is) and those in it. What is in a new one is told of, since it
  // was made before there was a watcher.
  #add(name, isNew) {
    const handle = new EventHandle((errno, eventType, entry) => this.#seen(name, errno, eventType, entry));
    const path = nodePath.join(this.#top, name);
    try {
      handle.start(path);
    } catch (error) {
      // It is gone again.
      if (name !== '' && error.code === 'ENOENT') return;
      throw error;
    }
    this.#directories.set(name, handle);
    if (native.moduleStat(path) !== 1) return;
    const [names, kinds] = native.readdir(path, false, true);
    names.forEach((entry, i) => {
      const inside = nodePath.join(name, entry);
      if (isNew) this.#tell('rename', inside);
      if (kinds[i] === FOLDER && this.isOpen) this.#add(inside, isNew);
    });
  }

  #tell(eventType, name) {
    this.#onseen(0, eventType, require('buffer').Buffer.from(name));
  }

  #seen(directory, errno, eventType, entry) {
    if (errno !== 0) {
      this.#onseen(errno);
      return;
    }
    if (entry === undefined) {
      this.#onseen(0, eventType, undefined);
      return;
    }
    const name = nodePath.join(directory, String(entry));
    const path = nodePath.join(this.#top, name);
    const kind = native.moduleStat(path);
    if (directory !== '' && String(entry) === nodePath.basename(directory) && kind < 0 &&
        eventType === 'rename' && native.moduleStat(nodePath.join(this.#top, directory)) < 0) {
      // The directory tells of its own end; the one it was in does too.
      this.#remove(directory);
      return;
    }
    this.#tell(eventType, name);
    if (eventType !== 'rename' || !this.isOpen) return;
    if (kind < 0) {
      this.#remove(name);
    } else if (kind === 1 && !this.#directories.has(name) && this.#isOwnFolder(path)) {
      this.#add(name, true);
    }
  }

  // Links to directories are not followed.
  #isOwnFolder(path) {
    const { S_IFDIR, S_IFMT } = require('internal/constants').fs;
    const fields = native.lstat(path, false, false);
    return fields !== undefined && (fields[1] & S_IFMT) === S_IFDIR;
  }

  // A directory that is gone, with those that were in it.
  #remove(name) {
    for (const [directory, handle] of this.#directories) {
      if (directory !== name && !directory.startsWith(name + nodePath.sep)) continue;
      handle.close();
      this.#directories.delete(directory);
    }
  }

  get isOpen() {
    return this.#directories.size > 0;
  }

  keepAlive(keep) {
    for (const handle of this.#directories.values()) handle.keepAlive(keep);
  }

  close() {
    for (const handle of this.#directories.values()) handle.close();
    this.#directories.clear();
  }
}

module.exports = { TreeHandle };
