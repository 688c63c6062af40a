// util.debuglog: messages that are printed only when NODE_DEBUG names their section.
'use strict';

let isEnabled;

// NODE_DEBUG is a list of names; `*` stands for any text.
function sectionEnabled(section) {
  if (isEnabled === undefined) {
    const names = process.env.NODE_DEBUG;
    if (names) {
      const pattern = names.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
      const matcher = new RegExp(`^${pattern}$`, 'i');
      isEnabled = (name) => matcher.test(name);
    } else {
      isEnabled = () => false;
    }
  }
  return isEnabled(section);
}

function makeWriter(section) {
  if (section === 'HTTP' || section === 'HTTP2') {
    process.emitWarning(
      `Setting the NODE_DEBUG environment variable to '${section.toLowerCase()}' can expose sensitive data ` +
      '(such as passwords, tokens and authentication headers) in the resulting log.');
  }
  return (...args) => {
    const stderr = require('internal/process/output').outputOf('stderr');
    const { inspect, formatWithOptions } = require('internal/util/inspect');
    const colors = Boolean(require('internal/util/colors').shouldColorize(stderr));
    const message = formatWithOptions({ colors }, ...args);
    stderr.write(`${section} ${inspect(process.pid, { colors })}: ${message}\n`);
  };
}

const writers = new Map();

function writerOf(section) {
  if (!writers.has(section)) writers.set(section, sectionEnabled(section) ? makeWriter(section) : () => {});
  return writers.get(section);
}

// `onFirstUse` gets the function that writes, to replace the one that had to decide.
function debuglog(set, onFirstUse) {
  let write;
  const logger = (...args) => {
    if (write === undefined) {
      const section = set.toUpperCase();
      write = writerOf(section);
      if (typeof onFirstUse === 'function') {
        Object.defineProperty(write, 'enabled', {
          __proto__: null, get: () => sectionEnabled(section), configurable: true, enumerable: true,
        });
        onFirstUse(write);
      }
    }
    write(...args);
  };
  Object.defineProperty(logger, 'enabled', {
    __proto__: null, get: () => sectionEnabled(set.toUpperCase()), configurable: true, enumerable: true,
  });
  return logger;
}

module.exports = { debug: debuglog, debuglog };
