// Stack traces as V8 users know them. Run once on a fresh context, before any other script.
//
// The engine would print a trace into every error it makes, which costs more than all the rest of
// throwing it. Here it only notes the call sites; the text is made when `stack` is first read, by
// the script's `Error.prepareStackTrace` if it has one by then, and then stays.
(function (keepSites) {
  'use strict';
  const { Object, Error, WeakMap, String } = globalThis;
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { apply } = Reflect;
  const sitesOf = getOwnPropertyDescriptor(Error.prototype, 'stack').get;
  const capture = Error.captureStackTrace;
  const isArray = Array.isArray;
  const { get, set, has, delete: forget } = WeakMap.prototype;
  const captured = new WeakMap(); // call sites of what captureStackTrace was given
  const formatted = new WeakMap();
  let preparing = false;

  function header(error) {
    try {
      const name = error.name === undefined ? 'Error' : String(error.name);
      const message = error.message === undefined ? '' : String(error.message);
      return message === '' ? name : name === '' ? message : `${name}: ${message}`;
    } catch { return 'Error'; }
  }

  function place(site) {
    if (site.isNative()) return 'native';
    const line = site.getLineNumber();
    return (site.getFileName() ?? '<anonymous>') + (line === null ? '' : `:${line}:${site.getColumnNumber()}`);
  }

  function describe(site) {
    const name = site.getFunctionName();
    if (name === null || name === '<eval>') return site.isNative() ? '<anonymous> (native)' : place(site);
    return `${site.isConstructor() ? 'new ' : ''}${name} (${place(site)})`;
  }

  function ErrorPrepareStackTrace(error, sites) {
    let text = header(error);
    for (let i = 0; i < sites.length; i++) text += `\n    at ${describe(sites[i])}`;
    return text;
  }

  function format(error, sites) {
    const prepare = Error.prepareStackTrace;
    if (preparing || typeof prepare !== 'function') return ErrorPrepareStackTrace(error, sites);
    preparing = true;
    try { return apply(prepare, Error, [error, sites]); } finally { preparing = false; }
  }

  const accessor = {
    get stack() {
      for (let holder = Object(this) === this ? this : null; holder !== null; holder = getPrototypeOf(holder)) {
        if (apply(has, formatted, [holder])) return apply(get, formatted, [holder]);
        const sites = apply(get, captured, [holder]) ?? apply(sitesOf, holder, []);
        if (sites === undefined) continue;
        const stack = isArray(sites) ? format(holder, sites) : sites;
        apply(set, formatted, [holder, stack]);
        return stack;
      }
      return undefined;
    },
    set stack(value) {
      defineProperty(this, 'stack', { value, writable: true, enumerable: false, configurable: true });
    },
  };
  const stack = { ...getOwnPropertyDescriptor(accessor, 'stack'), enumerable: false };
  defineProperty(Error.prototype, 'stack', stack);

  const method = (value) => ({ value, writable: true, enumerable: false, configurable: true });
  function captureStackTrace(target, above) {
    capture(target, above === undefined ? captureStackTrace : above);
    const own = getOwnPropertyDescriptor(target, 'stack');
    if (own === undefined || !isArray(own.value)) return;
    apply(set, captured, [target, own.value]);
    apply(forget, formatted, [target]);
    defineProperty(target, 'stack', stack);
  }
  defineProperty(Error, 'captureStackTrace', method(captureStackTrace));

  // The engine goes on calling `keepSites`; what scripts see is a property like any other.
  Error.prepareStackTrace = keepSites;
  defineProperty(Error, 'prepareStackTrace', method(ErrorPrepareStackTrace));

  // What else V8's call sites answer. The engine knows neither receivers nor evals.
  const probe = {};
  capture(probe, undefined);
  const site = getPrototypeOf(probe.stack[0]);
  const more = {
    getThis() {},
    getTypeName() { return null; },
    getMethodName() { return null; },
    getEvalOrigin() {},
    getScriptNameOrSourceURL() { return this.getFileName(); },
    getEnclosingLineNumber() { return this.getLineNumber(); },
    getEnclosingColumnNumber() { return this.getColumnNumber(); },
    getPromiseIndex() { return null; },
    isToplevel() { return true; },
    isEval() { return false; },
    isAsync() { return false; },
    isPromiseAll() { return false; },
    toString() { return describe(this); },
  };
  for (const name of Object.keys(more)) defineProperty(site, name, method(more[name]));
})
