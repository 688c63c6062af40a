// What a thread's children inherit: environment data, and which environment variables are shared.
'use strict';

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');

let data = new Map();

function setEnvironmentData(key, value) {
  if (value === undefined) data.delete(key);
  else data.set(key, value);
}

module.exports = {
  SHARE_ENV,
  setEnvironmentData,
  getEnvironmentData: (key) => data.get(key),
  allEnvironmentData: () => data,
  inheritEnvironmentData(inherited) { data = inherited; },
};
