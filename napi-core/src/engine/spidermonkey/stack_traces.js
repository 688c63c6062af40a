// Call sites as V8's `Error.prepareStackTrace` is given them. Compiled when a script has one.
//
// The engine knows neither receivers nor promises.
(function () {
  'use strict';
  class CallSite {
    #name; #file; #line; #column; #origin; #constructs; #text;
    constructor(list, at) {
      this.#name = list[at];
      this.#file = list[at + 1];
      this.#line = list[at + 2];
      this.#column = list[at + 3];
      this.#origin = list[at + 4];
      this.#constructs = list[at + 5];
      this.#text = list[at + 6];
    }
    getFileName() { return this.#file ?? undefined; }
    getLineNumber() { return this.#line === 0 ? null : this.#line; }
    getColumnNumber() { return this.#line === 0 ? null : this.#column; }
    getFunctionName() { return this.#name; }
    getEvalOrigin() { return this.#origin ?? undefined; }
    getScriptNameOrSourceURL() { return this.#file ?? undefined; }
    getEnclosingLineNumber() { return this.getLineNumber(); }
    getEnclosingColumnNumber() { return this.getColumnNumber(); }
    getFunction() {}
    getThis() {}
    getTypeName() { return null; }
    getMethodName() { return null; }
    getPromiseIndex() { return null; }
    getScriptHash() { return ''; }
    getPosition() { return 0; }
    isNative() { return false; }
    isToplevel() { return true; }
    isEval() { return this.#origin !== null; }
    isConstructor() { return this.#constructs; }
    isAsync() { return false; }
    isPromiseAll() { return false; }
    toString() { return this.#text; }
  }
  const PARTS = 7;
  return (list) => {
    const sites = [];
    for (let at = 0; at < list.length; at += PARTS) sites.push(new CallSite(list, at));
    return sites;
  };
})()
