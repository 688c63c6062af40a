// FormData: a list of names and values; a value is a string or a File.
'use strict';

const { isBlob } = require('internal/blob');
const {
  checkCallback, checkCount, illegalInvocation, isObject, makeEnumerable, pairIterators, show, toUSVString,
} = require('internal/fetch/webidl');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

let entriesOf;

class FormData {
  #entries = [];

  static {
    entriesOf = (form) => {
      if (!isObject(form) || !(#entries in form)) throw illegalInvocation();
      return form.#entries;
    };
  }

  constructor(form = undefined) {
    if (form !== undefined) {
      throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
    }
  }

  append(name, value, filename = undefined) {
    const entries = entriesOf(this);
    checkCount(arguments, 2, 'FormData.append');
    entries.push(makeEntry('FormData.append', arguments.length > 2, name, value, filename));
  }

  delete(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.delete');
    name = toUSVString(name);
    this.#entries = entries.filter((entry) => entry.name !== name);
  }

  get(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.get');
    name = toUSVString(name);
    return entries.find((entry) => entry.name === name)?.value ?? null;
  }

  getAll(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.getAll');
    name = toUSVString(name);
    return entries.filter((entry) => entry.name === name).map((entry) => entry.value);
  }

  has(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.has');
    name = toUSVString(name);
    return entries.some((entry) => entry.name === name);
  }

  set(name, value, filename = undefined) {
    const entries = entriesOf(this);
    checkCount(arguments, 2, 'FormData.set');
    const made = makeEntry('FormData.set', arguments.length > 2, name, value, filename);
    const at = entries.findIndex((entry) => entry.name === made.name);
    if (at === -1) {
      entries.push(made);
    } else {
      // The first of that name is replaced, the others go.
      this.#entries = [
        ...entries.slice(0, at), made, ...entries.slice(at + 1).filter((entry) => entry.name !== made.name)];
    }
  }

  keys() {
    entriesOf(this);
    return iterate(this, (entry) => entry.name);
  }

  values() {
    entriesOf(this);
    return iterate(this, (entry) => entry.value);
  }

  entries() {
    entriesOf(this);
    return iterate(this, (entry) => [entry.name, entry.value]);
  }

  forEach(callback, thisArg = undefined) {
    entriesOf(this);
    checkCount(arguments, 1, 'FormData.forEach');
    checkCallback(callback, 'FormData');
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }

  [kInspect](depth, options) {
    const shown = { __proto__: null };
    for (const { name, value } of this.#entries) {
      if (!Object.hasOwn(shown, name)) shown[name] = value;
      else if (Array.isArray(shown[name])) shown[name].push(value);
      else shown[name] = [shown[name], value];
    }
    options.depth ??= depth;
    const text = require('internal/util/inspect').formatWithOptions(options, shown);
    // Without the words about the prototype, which Node's line breaks count.
    return `FormData ${text.slice(text.indexOf(']') + 2)}`;
  }
}
makeEnumerable(FormData.prototype, 'FormData', [
  'append', 'delete', 'get', 'getAll', 'has', 'set', 'keys', 'values', 'entries', 'forEach']);
Object.defineProperty(FormData.prototype, Symbol.iterator, {
  __proto__: null, value: FormData.prototype.entries, writable: true, configurable: true,
});

const iterate = pairIterators('FormData', (form, index) => entriesOf(form)[index]);

function makeEntry(prefix, hasFilename, name, value, filename) {
  name = toUSVString(name);
  if (!isBlob(value)) {
    if (hasFilename) throw new TypeError(`${prefix}: Expected value ("${show(value)}") to be an instance of Blob.`);
    return { name, value: toUSVString(value) };
  }
  const { File } = require('internal/file');
  if (filename !== undefined) filename = toUSVString(filename);
  if (!(value instanceof File)) {
    value = new File([value], filename ?? 'blob', { type: value.type });
  } else if (filename !== undefined) {
    value = new File([value], filename, { type: value.type, lastModified: value.lastModified });
  }
  return { name, value };
}

module.exports = {
  FormData,
  entriesOf,
  // A FormData of the runtime's own.
  formOf(entries) {
    const form = new FormData();
    for (const { name, value } of entries) entriesOf(form).push({ name, value });
    return form;
  },
  isFormData(value) {
    try {
      return entriesOf(value) !== undefined;
    } catch {
      return false;
    }
  },
};
