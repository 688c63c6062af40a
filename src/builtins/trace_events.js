// node:trace_events. Nothing is traced: a Tracing remembers its categories and whether it was enabled.
'use strict';

const { codes } = require('internal/errors');
const { validateObject, validateStringArray } = require('internal/validators');

const enabled = new Set();

class Tracing {
  #categories;
  #isEnabled = false;

  constructor(categories) {
    this.#categories = categories;
  }

  enable() {
    this.#isEnabled = true;
    enabled.add(this);
  }

  disable() {
    this.#isEnabled = false;
    enabled.delete(this);
  }

  get enabled() {
    return this.#isEnabled;
  }

  get categories() {
    return this.#categories.join(',');
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { enabled: this.enabled, categories: this.categories };
    return `Tracing ${require('internal/util/inspect').inspect(shown, options)}`;
  }
}

function createTracing(options) {
  validateObject(options, 'options');
  validateStringArray(options.categories, 'options.categories');
  if (options.categories.length === 0) throw new codes.ERR_TRACE_EVENTS_CATEGORY_REQUIRED();
  return new Tracing(options.categories);
}

function getEnabledCategories() {
  const names = new Set([...enabled].flatMap((tracing) => tracing.categories.split(',')));
  return names.size === 0 ? undefined : [...names].sort().join(',');
}

module.exports = { createTracing, getEnabledCategories };
