// node:diagnostics_channel. Tracing is loaded when it is first used: most programs only publish.
'use strict';

const { Channel, channel, find } = require('internal/diagnostics_channel/channel');
const { defineLazyProperties } = require('internal/util');

function hasSubscribers(name) {
  return find(name)?.hasSubscribers ?? false;
}

function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function tracingChannel(nameOrChannels) {
  const { TracingChannel } = require('internal/diagnostics_channel/tracing');
  return new TracingChannel(nameOrChannels);
}

function boundedChannel(nameOrChannels) {
  return new module.exports.BoundedChannel(nameOrChannels);
}

module.exports = {
  channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, boundedChannel, Channel, BoundedChannel: undefined,
};
defineLazyProperties(module.exports, 'internal/diagnostics_channel/tracing', ['BoundedChannel']);
