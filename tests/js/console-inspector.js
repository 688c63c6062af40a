// The members of `console` that are an inspector's, and the kinds of async resources.
'use strict';

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return error.message;
  }
}

console.log(console.profile('a'), console.profileEnd('a'), console.timeStamp('b'));
const task = console.createTask('task');
console.log(task, task.run(() => 5), attempt(() => console.createTask()), attempt(() => task.run(5)));
const context = console.context('name');
console.log(typeof context.log, typeof context.error, context.log('to nobody'));
const { asyncWrapProviders } = require('async_hooks');
console.log(Object.isFrozen(asyncWrapProviders), asyncWrapProviders.NONE, Object.keys(asyncWrapProviders).length);
