// Headers: what they are made of, names and values, combining, order, set-cookie, iteration while changing.
'use strict';

const { inspect } = require('util');

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, 'throws', error?.name, error?.code, error?.message);
  }
}

console.log(Headers.length, Headers.name, Object.keys(Headers.prototype).join(), Object.prototype.toString.call(new Headers()));
for (const key of Object.keys(Headers.prototype)) console.log(key, Headers.prototype[key].length, Headers.prototype[key].name);
console.log(Headers.prototype.entries === Headers.prototype[Symbol.iterator], new Headers(), inspect(new Headers({ b: '1', A: '2' })), inspect([new Headers({ a: '1' })], { depth: 0 }));
for (const init of [undefined, {}, { a: 'b' }, { a: 1, b: true, c: null, d: undefined, e: {} }, [['a', 'b'], ['A', 'c']], [], new Map([['m', '1']]), new Headers({ h: '1' }), new URLSearchParams('x=1&y=2'),
  null, 5, 'abc', true, Symbol('s'), [['a']], [['a', 'b', 'c']], ['ab'], ['abc'], [5], [[]], [{}], { 'bad name': 'x' }, { '': 'x' }, { 'é': 'x' }, { a: 'é' }, { a: 'Ā' }, { a: '\0' }, { a: 'x\r\ny' }, { a: ' \t trim \r\n' },
  Object.create({ inherited: '1' }), Object.defineProperty({}, 'hidden', { value: '1' }), { [Symbol('s')]: '1' }, function f() {}, new Date(0), [['a', Symbol('v')]]]) {
  attempt(`new ${inspect(init)}`, () => [...new Headers(init)]);
}
attempt('iterable record', () => [...new Headers({ *[Symbol.iterator]() { yield ['i', 'j']; } })]);
attempt('proxy', () => { const log = []; const target = new Proxy({ a: '1', b: '2' }, { ownKeys(t) { log.push('ownKeys'); return Reflect.ownKeys(t); }, getOwnPropertyDescriptor(t, k) { log.push(`desc ${String(k)}`); return Reflect.getOwnPropertyDescriptor(t, k); }, get(t, k) { log.push(`get ${String(k)}`); return t[k]; } }); new Headers(target); return log.join(); });

const headers = new Headers({ 'Content-Type': 'text/plain' });
headers.append('Accept', 'a');
headers.append('ACCEPT', 'b');
headers.append('Cookie', 'a=1');
headers.append('cookie', 'b=2');
headers.append('Set-Cookie', 's=1; Path=/');
headers.append('set-cookie', 's=2, x');
console.log(headers.get('accept'), headers.get('COOKIE'), headers.get('set-cookie'), headers.getSetCookie(), headers.get('none'), headers.has('Accept'), headers.has('none'));
console.log([...headers], [...headers.keys()], [...headers.values()], headers);
headers.set('accept', 'c');
headers.delete('Content-Type');
headers.delete('none');
console.log([...headers.entries()]);
headers.set('Set-Cookie', 'only');
console.log(headers.getSetCookie(), JSON.stringify(headers), Object.fromEntries(headers));
headers.delete('set-cookie');
console.log(headers.getSetCookie(), headers.get('set-cookie'));
const seen = [];
headers.forEach(function callback(value, name, all) { seen.push(value, name, all === headers, this.self); }, { self: 'me' });
console.log(seen);

for (const [method, args] of [['append', []], ['append', ['a']], ['append', ['a b', 'c']], ['append', ['a', 'c\n\0d']], ['append', ['a', 'Ā']], ['append', [Symbol('x'), 'a']], ['set', ['a']], ['set', ['', 'x']], ['set', ['a', '\u0100']],
  ['get', []], ['get', ['a b']], ['has', []], ['has', ['é']], ['delete', []], ['delete', ['\n']], ['forEach', []], ['forEach', [5]], ['forEach', [{}]], ['append', ['n', null]], ['set', ['n', undefined]], ['get', [5]], ['get', [null]]]) {
  attempt(`${method}(${args.map((arg) => inspect(arg)).join()})`, () => new Headers()[method](...args));
}
for (const key of Object.keys(Headers.prototype)) attempt(`this of ${key}`, () => Headers.prototype[key].call({}, 'a', 'b'));
attempt('this of next', () => new Headers().keys().next.call({}));

const changing = new Headers({ a: '1', b: '2', c: '3' });
const visited = [];
for (const [name] of changing) {
  visited.push(name);
  if (name === 'a') changing.append('aa', 'new');
  if (name === 'b') changing.delete('c');
}
console.log(visited);
const iterator = new Headers({ x: '1' })[Symbol.iterator]();
const prototype = Object.getPrototypeOf(iterator);
console.log(iterator, prototype[Symbol.toStringTag], Object.keys(prototype), Object.getPrototypeOf(prototype) === Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), iterator.next(), iterator.next());
class Mine extends Headers { get size() { return [...this].length; } }
console.log(new Mine({ a: 'b' }).size, new Mine() instanceof Headers);
