// What the declarations allow, and what they do not.
import addon, { add, delete as remove, LIMIT, plane } from '@napkin-test/small-addon';

const sum: number = add(1, LIMIT) + remove(1, 2, 3) + addon.add(1, 2);
const point: plane.Point = { x: sum };
const zero: Partial<plane.Point> = plane.zero();
console.log(point.y, zero.x);

// @ts-expect-error: two numbers are wanted
add(1);
// @ts-expect-error: a number is no string
const text: string = add(1, 2);
// @ts-expect-error: x is missing
const other: plane.Point = { y: 1 };
// @ts-expect-error: it is not exported
addon.undeclared;
console.log(text, other);
