import { a, hoisted } from './a.mjs';
import * as self from './b.mjs';
import * as other from './a.mjs';
export const b = hoisted();
export const readA = () => a;
try {
  a;
} catch (error) {
  console.log('cycle', error.name);
}
try {
  other.a;
} catch (error) {
  console.log('cycle', error.name);
}
console.log('cycle', self.b, Object.getOwnPropertyNames(other));
