// FormData: entries, names and values, files, iteration, inspection.
'use strict';

const { inspect } = require('util');

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, 'throws', error?.name, error?.code, error?.message);
  }
}
const shown = (value) => (typeof value === 'string' ? value : `${value.constructor.name} ${value.name} ${value.size} ${value.type} ${value.lastModified === 1}`);
const list = (form) => [...form].map(([name, value]) => [name, shown(value)]);

console.log(FormData.length, Object.keys(FormData.prototype).join(), Object.prototype.toString.call(new FormData()), FormData.prototype.entries === FormData.prototype[Symbol.iterator]);
const form = new FormData();
form.append('a', 'b');
form.append('a', 5);
form.append('n', null);
form.append('file', new Blob(['xyz'], { type: 'text/plain' }));
form.append('file', new Blob(['xyz']), 'named.txt');
form.append('file', new File(['abcd'], 'own.txt', { lastModified: 1 }));
form.append('file', new File(['abcd'], 'own.txt', { lastModified: 1, type: 'image/png' }), 'other.txt');
form.append('lone \ud800', 'lone \udc00 x');
console.log(list(form), form.get('a'), form.getAll('a'), form.get('none'), form.getAll('none'), form.has('file'), form.has('none'));
form.set('a', 'only');
form.set('new', 'one');
console.log(list(form), [...form.keys()], [...form.values()].map(shown));
form.delete('file');
console.log(list(form));
const seen = [];
form.forEach(function callback(value, name, all) { seen.push(name, value, all === form, this.self); }, { self: 'me' });
console.log(seen, form, [form], inspect(form, { depth: 0 }));
form.append('a', 'second');
console.log(form);

for (const [method, args] of [['append', []], ['append', ['a']], ['append', ['a', 'b', 'c']], ['append', ['a', {}, 'c']], ['append', ['a', {}]], ['append', [Symbol('x'), 'a']], ['append', ['a', Symbol('x')]], ['set', ['a']], ['set', ['a', 'b', 'c']],
  ['get', []], ['getAll', []], ['has', []], ['delete', []], ['forEach', []], ['forEach', [5]]]) {
  attempt(`${method}(${args.map((arg) => inspect(arg)).join()})`, () => new FormData()[method](...args));
}
for (const init of [undefined, null, {}, 'x', 5]) attempt(`new ${inspect(init)}`, () => list(new FormData(init)));
for (const key of Object.keys(FormData.prototype)) attempt(`this of ${key}`, () => FormData.prototype[key].call({}, 'a', 'b'));
const changing = new FormData();
for (const name of ['a', 'b', 'c']) changing.append(name, name);
const visited = [];
for (const [name] of changing) {
  visited.push(name);
  if (name === 'b') changing.delete('a');
  if (visited.length < 8 && name === 'c') changing.append('d', 'd');
}
console.log(visited);
const iterator = form.keys();
console.log(iterator, Object.getPrototypeOf(iterator)[Symbol.toStringTag], iterator.next());
