// Modules of subsystems that a program asks about before it uses them: inspector, trace_events, cluster, sea.
'use strict';

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

const inspector = require('inspector');
console.log(Object.keys(inspector), inspector.url(), typeof inspector.console.log, inspector.close());
const session = new inspector.Session();
console.log(session instanceof require('events'), attempt(() => session.post('Runtime.enable')), attempt(() => session.post(5)), session.disconnect());
console.log(attempt(() => inspector.waitForDebugger()), typeof require('inspector/promises').Session);

const trace = require('trace_events');
console.log(trace.getEnabledCategories(), attempt(() => trace.createTracing()), attempt(() => trace.createTracing({ categories: [] })),
            attempt(() => trace.createTracing({ categories: [5] })));
const tracing = trace.createTracing({ categories: ['node', 'v8'] });
console.log(tracing, tracing.enabled, tracing.categories);

const cluster = require('cluster');
console.log(Object.keys(cluster), cluster.isMaster, cluster.isPrimary, cluster.isWorker, cluster.worker, cluster.workers);
cluster.on('setup', (settings) => console.log('setup', settings.exec, settings.silent));
cluster.setupPrimary({ exec: 'x.js', silent: true });
console.log(cluster.settings.exec, cluster.schedulingPolicy, new cluster.Worker({ id: 3, state: 'online' }).id);
cluster.disconnect(() => console.log('disconnected'));

const sea = require('node:sea');
console.log(sea.isSea(), attempt(() => sea.getAsset('x')));
console.log(attempt(() => require('sea')).split('\n')[0]);
