// The async resources of native code (Node-API async contexts, async work): hooks hear of them, and callbacks run in the
// context frame in which the resource was made. Installed when a hook or an AsyncLocalStorage is first used.
'use strict';

const core = require('internal/async_hooks');
const { state } = core;

// From id to the frame of its making; only frames that hold something.
const frames = new Map();
// What was current before each `before` that is open.
const previous = [];
let installed = false;

const callbacks = {
  init(id, type, trigger, resource) {
    if (state.frame !== undefined) frames.set(id, state.frame);
    if (state.hooks !== null) state.hooks.init(id, type, trigger, resource);
  },
  before(id, trigger, resource) {
    previous.push(state.frame);
    state.frame = frames.get(id);
    core.enter(id, trigger, resource);
  },
  after(id) {
    core.leave(id);
    state.frame = previous.pop();
  },
  // The callback threw: its context ends without an `after`.
  abandon() {
    core.pop();
    state.frame = previous.pop();
  },
  destroy(id) {
    frames.delete(id);
    if (state.hooks !== null) state.hooks.destroy(id);
  },
};

function install() {
  if (installed) return;
  installed = true;
  internalBinding('async_wrap').setCallbacks(callbacks);
}

module.exports = { install };
