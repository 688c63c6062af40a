// What native code watches, by number: the objects behind FSWatcher and StatWatcher.
//
// Invariant: a handle is in `handles` from its start to its close; what it sees is told in the async context it was made
// in. What `onseen` throws is an uncaught exception.
'use strict';

const hooks = require('internal/async_hooks');
const native = internalBinding('fs_watch');
const { state } = hooks;

const handles = new Map();

native.setHandler((id) => {
  const handle = handles.get(id);
  if (handle === undefined) return;
  const asyncId = handle[hooks.asyncIdSymbol];
  const { frame } = state;
  state.frame = handle.frame;
  hooks.enter(asyncId, handle[hooks.triggerIdSymbol], handle);
  // An exception is dealt with by who called this, and ends all contexts.
  handle.seen();
  hooks.leave(asyncId);
  state.frame = frame;
});

class Handle {
  constructor(type, onseen) {
    this.onseen = onseen;
    this.frame = state.frame;
    this.id = undefined;
    hooks.initResource(this, type);
  }

  started(id) {
    this.id = id;
    handles.set(id, this);
  }

  get isOpen() {
    return this.id !== undefined;
  }

  keepAlive(keep) {
    if (this.isOpen) native.keepAlive(this.id, keep);
  }

  close() {
    if (!this.isOpen) return;
    handles.delete(this.id);
    native.close(this.id);
    this.id = undefined;
    hooks.destroy(this[hooks.asyncIdSymbol]);
  }
}

// `onseen(errno, eventType, name)`: 0 or why watching failed; the name is a Buffer, or undefined.
class EventHandle extends Handle {
  constructor(onseen) {
    super('FSEVENTWRAP', onseen);
  }

  start(path) {
    this.started(native.watch(path, false));
  }

  seen() {
    const [errno, renamed, name] = native.takeEvent();
    this.onseen(errno, renamed ? 'rename' : 'change', name);
  }
}

// `onseen(now, before)`: the numbers that stat gives.
class PollHandle extends Handle {
  constructor(bigint, onseen) {
    super('STATWATCHER', onseen);
    this.bigint = bigint;
  }

  start(path, interval) {
    this.started(native.poll(path, interval));
  }

  seen() {
    this.onseen(...native.takeStatuses(this.bigint));
  }
}

module.exports = { EventHandle, PollHandle };
