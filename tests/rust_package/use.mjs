// The package as ES modules see it.
import addon, { add, LIMIT, plane, delete as remove } from '@napkin-test/small-addon';

console.log(add(1, 2), LIMIT, plane.zero(), remove(1, 1));
console.log(Object.keys(addon).sort().join(' '));
