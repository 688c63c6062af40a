// The promises of WebAssembly's functions. The engine compiles for them on another thread and tells an
// event loop of its own kind, which an embedder of any other has no way to wait for: here a module is
// compiled at once, and what was thrown rejects the promise.
(function (wasm) {
  'use strict';
  const { Module, Instance } = wasm;
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const isModule = Function.prototype.call.bind(Object.prototype.isPrototypeOf, Module.prototype);
  const functions = {
    async compile(bytes) { return new Module(bytes); },
    async instantiate(source, ...imports) {
      if (isModule(source)) return new Instance(source, ...imports);
      const module = new Module(source);
      return { module, instance: new Instance(module, ...imports) };
    },
  };
  for (const name of ['compile', 'instantiate']) {
    defineProperty(wasm, name, { ...getOwnPropertyDescriptor(wasm, name), value: functions[name] });
  }
})
