// What `index.d.ts` says, used rightly: checked by `tsc --strict`, and run on Node.

declare const require: (path: string) => any
declare const process: { env: Record<string, string> }

const addon: typeof import('./index') = require(process.env['NAPKIN_TEST_ADDON']!)

function equal<T>(found: T, expected: T): void {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value))
  if (a !== b) throw new Error(`expected ${b}, found ${a}`)
}

// Dates of chrono.
const next: Date | undefined = addon.nextDay(new Date(0))
equal(next?.getTime(), 86_400_000)
equal(addon.yearOf(new Date(0)), 1970)

// JSON is anything; a map of it is an object with any properties.
equal(addon.echoJson({ a: [1, null] }), { a: [1, null] } as unknown)
const map: Record<string, unknown> = addon.echoMap({ a: 1 })
equal(map['a'], 1)

// Ordered maps and sets.
equal(Object.keys(addon.reversedMap({ a: 1, b: 2 })), ['b', 'a'])
equal([...addon.reversedSet(new Set(['a', 'b']))], ['b', 'a'])

// tokio.
addon.later(1, 2).then((value: number) => equal(value, 2))
addon.inTime(Promise.resolve(1), 1000).then((value: number) => equal(value, 1))
const method: () => void = new addon.Traced().method
equal(typeof method, 'function')
