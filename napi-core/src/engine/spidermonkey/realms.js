// Shows an object behind the global object of the realm this runs in: names that the global object lacks are its
// properties, and new ones are put there. The proxy describes properties through `has`, so that the engine can tell a
// name that is nowhere from one that is `undefined`.
(function showSandbox(sandbox) {
  'use strict';
  const { deleteProperty, get, getPrototypeOf, has, set, setPrototypeOf } = Reflect;
  setPrototypeOf(globalThis, new Proxy(getPrototypeOf(globalThis), {
    has: (target, name) => has(sandbox, name) || has(target, name),
    get: (target, name, receiver) => (has(sandbox, name) ? get(sandbox, name) : get(target, name, receiver)),
    set: (target, name, value) => set(sandbox, name, value),
    deleteProperty: (target, name) => deleteProperty(sandbox, name),
  }));
})
