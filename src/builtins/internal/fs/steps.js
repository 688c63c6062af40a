// Work of several steps, written once as a generator and run at once or step by step on the pool.
//
// A generator yields `[operation, ...native arguments]` of native functions and is given their results, or
// `{ ask: () => anything }` for what the program decides, which may be a promise when it runs on the pool.
'use strict';

function runNow(steps) {
  const native = internalBinding('fs');
  let step = steps.next();
  while (!step.done) {
    let answer;
    try {
      if (Array.isArray(step.value)) {
        const [name, ...args] = step.value;
        answer = native[name](...args);
      } else {
        answer = step.value.ask();
      }
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(answer);
  }
  return step.value;
}

// The same on the pool; gives what the steps put into `found` as soon as it is there.
async function* iterateOnPool(steps, found, caller) {
  const { promised } = require('internal/fs/promised');
  let step = steps.next();
  while (!step.done) {
    let answer;
    try {
      if (Array.isArray(step.value)) {
        const [native, ...args] = step.value;
        answer = await promised({ native }, () => args, caller);
      } else {
        answer = await step.value.ask();
      }
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(answer);
    yield* found.splice(0);
  }
  return step.value;
}

async function runOnPool(steps, caller) {
  return (await iterateOnPool(steps, [], caller).next()).value;
}

module.exports = { iterateOnPool, runNow, runOnPool };
