// async_hooks: ids, hooks, resources.
'use strict';
const hooks = require('async_hooks');
const fs = require('fs');
const { AsyncResource, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } = hooks;

// console.log may make resources of its own.
const log = (...parts) => fs.writeSync(1, `${parts.join(' ')}\n`);
log(executionAsyncId(), triggerAsyncId(), Object.keys(hooks).join());

const names = new Map();
const name = (id) => names.get(id) ?? (id <= 1 ? `#${id}` : 'unknown');
const counts = {};
const hook = createHook({
  init(id, type, trigger, resource) {
    if (type === 'PROMISE') return;
    counts[type] = (counts[type] ?? 0) + 1;
    names.set(id, `${type}${counts[type]}`);
    log('init', name(id), 'by', name(trigger), typeof resource);
  },
  before(id) { if (names.has(id)) log('before', name(id), executionAsyncId() === id); },
  after(id) { if (names.has(id)) log('after', name(id)); },
  destroy(id) { if (names.has(id)) log('destroy', name(id)); },
});
log(hook.enable() === hook, hook.enable() === hook);

const timer = setTimeout(() => {
  log('timer runs', name(executionAsyncId()), executionAsyncResource() === timer);
  process.nextTick(() => {
    log('tick runs', name(executionAsyncId()), name(triggerAsyncId()));
    step2();
  });
}, 1);

function step2() {
  setImmediate(() => {
    log('immediate runs', name(executionAsyncId()));
    clearTimeout(setTimeout(() => {}, 1000));
    const resource = new AsyncResource('CUSTOM', { requireManualDestroy: true });
    log(resource.asyncId() === executionAsyncId(), name(resource.asyncId()), name(resource.triggerAsyncId()));
    const result = resource.runInAsyncScope(function(a, b) {
      log('in scope', name(executionAsyncId()), this.self, a, b, executionAsyncResource() === resource);
      return 'result';
    }, { self: 'self' }, 1, 2);
    log(result, name(executionAsyncId()));
    try {
      resource.runInAsyncScope(() => { throw new Error('from scope'); });
    } catch (error) {
      log(error.message, name(executionAsyncId()));
    }
    log(resource.emitDestroy() === resource);
    const triggered = new AsyncResource('TRIGGERED', { triggerAsyncId: resource.asyncId(), requireManualDestroy: true });
    log(name(triggered.triggerAsyncId()));
    triggered.emitDestroy();
    // Kept: when a resource without manual destroy is collected is the engine's affair.
    const bound = globalThis.kept = AsyncResource.bind(function bound(a) { return [typeof this, a, name(executionAsyncId())].join(); }, 'BOUND');
    log(bound.call({}, 7), bound.length);
    setTimeout(() => {
      hook.disable();
      setTimeout(() => log('no more events'), 1);
      promises();
    }, 5);
  });
}

function promises() {
  const seen = [];
  const ids = new Map();
  const promiseHook = createHook({
    init(id, type, trigger) { if (type === 'PROMISE') { ids.set(id, ids.size + 1); seen.push(`init ${ids.get(id)} by ${ids.get(trigger) ?? 'outside'}`); } },
    before(id) { if (ids.has(id)) seen.push(`before ${ids.get(id)}`); },
    after(id) { if (ids.has(id)) seen.push(`after ${ids.get(id)}`); },
    promiseResolve(id) { if (ids.has(id)) seen.push(`resolve ${ids.get(id)}`); },
  }).enable();
  const first = new Promise((resolve) => resolve(1));
  first.then(() => seen.push(`in ${ids.get(executionAsyncId())} by ${ids.get(triggerAsyncId())}`));
  setImmediate(() => {
    promiseHook.disable();
    log(seen.join('\n'));
    errors();
  });
}

function errors() {
  for (const call of [
    () => createHook({ init: 1 }), () => createHook({ destroy: 'x' }), () => new AsyncResource(), () => new AsyncResource(1),
    () => new AsyncResource('X', 1.5), () => new AsyncResource('X', { triggerAsyncId: -2 }), () => new AsyncResource('X').bind(1),
    () => new hooks.AsyncLocalStorage(1), () => new AsyncResource(''),
  ]) {
    try {
      call();
      log('accepted');
    } catch (error) {
      log(error.name, error.code, error.message);
    }
  }
}
