// The order in which modules run, with and without top-level await; cycles; live bindings.
import './modules/order/index.mjs';
import './modules/cycle/a.mjs';
import * as through from './modules/live/through.mjs';
import bump, { count, 'odd name' as odd } from './modules/live/counter.mjs';

console.log(count, odd, through.count, through.renamed, through.counter.count);
bump();
through.default();
console.log(count, odd, through.count, through.renamed, through.counter.count);
console.log(through);
for (const change of [() => { through.count = 5; }, () => { count = 5; }, () => { delete through.count; }, () => { through.more = 1; }]) {
  try {
    change();
  } catch (error) {
    console.log(error.name);
  }
}
console.log(Object.isSealed(through), Reflect.getPrototypeOf(through), through[Symbol.toStringTag], 'count' in through);
console.log(typeof this, typeof require, typeof module, typeof exports, typeof __filename, typeof __dirname);

const [a, b] = await Promise.all([import('./modules/plain.mjs'), import('./modules/plain.mjs')]);
console.log(a === b, a !== await import('./modules/plain.mjs?other'), (await import('./modules/plain.mjs#hash')) === a);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
await null;
console.log('end');
