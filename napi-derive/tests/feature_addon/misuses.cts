// What `index.d.ts` forbids: each of these must be an error of `tsc --strict`, and is not run.

declare const addon: typeof import('./index')

// @ts-expect-error
addon.nextDay(0)
// @ts-expect-error
addon.nextDay(new Date()).getTime()
// @ts-expect-error
addon.echoJson('a').length
// @ts-expect-error
addon.echoMap('a')
// @ts-expect-error
addon.reversedMap({ a: 'b' })
// @ts-expect-error
addon.reversedSet(['a'])
// @ts-expect-error
const value: number = addon.later(1, 2)
// @ts-expect-error
addon.spawnNever(1)
