// What perf_hooks tells of the process itself: how busy its thread is, and when it began to do what.
'use strict';

const { PerformanceEntry, now } = require('internal/perf/entries');

const customInspect = Symbol.for('nodejs.util.inspect.custom');

// libuv is not asked to measure how long it waits: a thread that is not on a processor is taken for idle.
function eventLoopUtilization(util1, util2) {
  const { loopStart } = milestones();
  if (loopStart <= 0) return { idle: 0, active: 0, utilization: 0 };
  const share = (idle, active) => ({ idle, active, utilization: active / (idle + active) });
  if (util2) return share(util1.idle - util2.idle, util1.active - util2.active);
  const { user, system } = process.threadCpuUsage();
  const elapsed = now();
  const active = Math.min((user + system) / 1000, elapsed);
  const idle = elapsed - active;
  return util1 ? share(idle - util1.idle, active - util1.active) : share(idle, active);
}

function milestones() {
  return require('internal/process/main').milestones;
}

const TIMES = {
  duration: now,
  // The clock begins with the process, and the engine with it.
  nodeStart: () => 0,
  v8Start: () => 0,
  environment: () => milestones().bootstrapComplete,
  bootstrapComplete: () => milestones().bootstrapComplete,
  loopStart: () => milestones().loopStart,
  loopExit: () => -1,
  idleTime: () => eventLoopUtilization().idle,
};

class PerformanceNodeTiming {
  constructor() {
    for (const [name, value] of [['name', 'node'], ['entryType', 'node'], ['startTime', 0]]) {
      Object.defineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, value });
    }
    for (const name of Object.keys(TIMES)) {
      Object.defineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, get: TIMES[name] });
    }
  }

  toJSON() {
    const { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit,
            idleTime } = this;
    return { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit,
             idleTime };
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `PerformanceNodeTiming ${inspect(this.toJSON(), inner)}`;
  }
}
Object.setPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);

module.exports = { eventLoopUtilization, nodeTiming: new PerformanceNodeTiming() };
