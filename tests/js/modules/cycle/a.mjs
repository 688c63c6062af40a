import { b, readA } from './b.mjs';
export let a = 'a';
export function hoisted() { return 'hoisted'; }
console.log('cycle', b, readA());
a = 'changed';
console.log('cycle', readA());
