// What `index.d.ts` says, used rightly: checked by `tsc --strict`, and run on Node.

declare const require: (path: string) => any
declare const process: { env: Record<string, string> }

const addon: typeof import('./index') = require(process.env['NAPKIN_TEST_ADDON']!)
type Addon = typeof addon

/** Fails to compile unless both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>): void => {}

function equal<T>(found: T, expected: T): void {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value))
  if (a !== b) throw new Error(`expected ${b}, found ${a}`)
}

// Functions: defaults, rest, optional in the middle, `this`.
equal(addon.joinParts(undefined, 'a', 'b'), 'a, b')
equal(addon.joinParts('-', ...['a', 'b']), 'a-b')
equal(addon.scaled(undefined, undefined, 'f'), 'f: 0')
equal(addon.scaled(2, 3, 'g'), 'g: 6')
equal(addon.reserved(1, 2, 9, [3, 4]), 10)
equal(addon.longest({ a: [1, null, 5], b: [undefined] }), 5)
same<ReturnType<Addon['longest']>, number | undefined>(true)
equal(addon.delete([1, 2, 3], 1), [1, 3])
equal(addon.delete([1, 2]), [1, 2])
equal(addon.nameOfThis.call({ name: 'x' }, '!'), 'x!')
equal(addon.optional(), 'None None')
equal(addon.defaults(1, 'y', null, 'z'), '1 y None z')
equal(addon.onlyUndefined(), undefined)
equal(addon.eitherWay('text', 1), 'both')
equal(addon.eitherWay(), null)

// Overrides.
equal(addon.countValues([1, 'a'] as const, true), 2)
equal(addon.squareArea(3).area, 9)
const property: number | string = addon.propertyOf({ a: 1, b: 'x' }, 'a')
equal(property, 1)
const text: string = addon.same('a')
const number: number = addon.same(1)
equal([text, number], ['a', 1])
equal(addon.align('left', '3px'), 'left Some("3px")')
same<Addon['FORMAT'], '1.0'>(true)

// Callbacks: what they are called with, and what they return.
const visited: (string | undefined)[] = []
const count = addon.eachCounter(
  [new addon.Counter(1), new addon.Counter(2), new addon.Counter(3)],
  (count, more) => {
    visited.push(more)
    return count < 2
  },
  () => {},
)
equal(count, 2)
equal(visited, [undefined, 'more'])

// Objects, with properties that may be missing; `null` where the type takes it.
const settings = { goal: 'fast', counters: [addon.Amount.Some], 'content-type': null } as const
const report = addon.report({ ...settings, counters: [...settings.counters] })
equal(report.settings.times, 3)
same<(typeof report)['failure'], string | undefined>(true)
const amount: import('./index').Amount | undefined = report.byName['Some']
equal(amount, addon.Amount.Some)
equal(addon.echoOptions({ width: 1 }).fontName, 'serif')
equal(addon.runJob({ name: 'a', run: (name: string) => name + '!' }), 'a!')

// Enums of numbers, strings that are also exported by name, unions told apart by a property.
equal(addon.nextLevel(addon.Level.Low), addon.Level.Middle)
const mode: import('./index').Mode = addon.otherMode('read-only')
equal(mode, addon.Mode.ReadWrite)
let happening = addon.nextEvent({ type: 'Closed' })
if (happening.type === 'Moved') equal(happening.by, addon.Amount.Some)
happening = addon.nextEvent({ type: 'Moved', by: null })
equal(happening.type, 'Closed')
equal(addon.grown({ kind: 'text', content: 'x' }).kind, 'text')
equal(addon.geometry.deepSpace.flip(addon.geometry.deepSpace.Axis.X), 'Y')
equal(addon.geometry.area(2, addon.geometry.SIDES), 8)
equal(new addon.geometry.Plane() instanceof addon.geometry.Plane, true)

// Classes: fields, chains, accessors, overloads, inheritance, iterators.
const store = addon.Store.of([['a', 1]]).put('b').put('c', 2)
equal(store.total, 4)
store.limit = 2
store.limit = null
store.title = undefined
const title: string | undefined = store.title
equal(title, undefined)
equal(store['key-count'](), 2)
equal(store.get('x', 'none'), 'none')
equal(addon.Store.MOST, 10)
same<Addon['Store']['MOST'], number>(true)
const disc: import('./index').Shape = addon.Disc.unit()
equal(addon.describeShape(disc), 'a circle')
equal(addon.readOpaque(addon.makeOpaque(3)), 3)
equal([...new addon.Countdown(3)], [2, 1, 0])
equal([...addon.squares(3)], [0, 1, 4])
equal(`${new addon.Counter(1, 'one')}`, 'one')
class Loud extends addon.Shape {
  override describe(): string {
    return super.describe() + '!'
  }
}
equal(new Loud('cat').describe(), 'a cat!')

// Generators.
const echo = addon.echo()
const step: IteratorResult<string, string | undefined> = echo.next('a')
equal(step.done, false)
equal([...addon.squareGenerator()].slice(0, 2).length, 2)
equal(new addon.Echo().next('b').done, false)

// A class whose members are in several blocks.
const ledger = addon.Ledger.of('Ada', [1, 2])
ledger.last = 5
const last: number | undefined = ledger.last
equal(last, 5)
ledger.later().then((number: number) => equal(typeof number, 'number'))
const fields = { number: 1, byte: 1, id: 2, large: 1, flag: true, text: '', list: [], last: 1 }
equal(addon.echoWide({ ...fields, 'maybe text': null }).level, 7)

// Bytes, big integers, built-in classes.
equal(addon.sumF64(new Float64Array([1, 2])), 3)
equal(addon.reversedElsewhere(new DataView(new ArrayBuffer(2))).length, 2)
addon.fillBytes(new Uint8ClampedArray(2), 1)
const big: bigint = addon.echoBigI64(5n)
equal(big === 5n, true)
equal([...addon.sortedSet(new Set([2, 1]))], [1, 2])
equal(addon.nextDay(new Date(0)).getTime(), 86_400_000)
equal(addon.matches(/a/, 'cat'), true)
equal(addon.totalPixels([1, '2px'])[0], 3)
equal(addon.revealNumber(addon.hideNumber(7)), 7)

const later: Promise<number> = addon.totalLater([1, Promise.resolve(2)], Promise.resolve('x'))
later.then((total) => equal(total, 3))
addon.lengthLater('four').then((length: number) => equal(length, 4))
