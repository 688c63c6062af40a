// What `index.d.ts` forbids: each of these must be an error of `tsc --strict`, and is not run.

declare const addon: typeof import('./index')

// @ts-expect-error
addon.add(1)
// @ts-expect-error
addon.add(1, '2')
// @ts-expect-error
addon.add(1, 2, 3)
// @ts-expect-error
addon.optional('1')
// @ts-expect-error
addon.restSum()
// @ts-expect-error
addon.restSum(1, '2')
// @ts-expect-error
addon.scaled('f')
// @ts-expect-error
addon.delete([1], null)
// @ts-expect-error
addon.undeclared()
// @ts-expect-error
addon.onlyUndefined(null)
// @ts-expect-error
addon.orNull(undefined)
// @ts-expect-error
addon.echoI128(1)
// @ts-expect-error
addon.sumF64([1, 2])
// @ts-expect-error
addon.sumF64(new Float32Array(1))
// @ts-expect-error
addon.fillBytes(new ArrayBuffer(1), 1)
// @ts-expect-error
addon.reversedElsewhere([1])
// @ts-expect-error
addon.longest({ a: ['x'] })
// @ts-expect-error
const long: number = addon.longest({})
// @ts-expect-error
addon.nothingOrNull(true).length

// @ts-expect-error
addon.propertyOf({ a: 1 }, 'b')
// @ts-expect-error
addon.same(true)
// @ts-expect-error
addon.align('middle')
// @ts-expect-error
addon.align('left', '3em')
// @ts-expect-error
addon.nameOfThis()
// @ts-expect-error
addon.totalPixels(['3em'])
// @ts-expect-error
addon.FORMAT = '2.0'
// @ts-expect-error
addon.ANSWER = 1

// @ts-expect-error
addon.eachCounter([], (count: string) => true)
// @ts-expect-error
addon.eachCounter([], () => 'yes')
// @ts-expect-error
addon.totalLater(['1'], 1)
// @ts-expect-error
const now: number = addon.totalLater([], 1)

// @ts-expect-error
addon.report({ goal: 'large', counters: [] })
// @ts-expect-error
addon.report({ counters: [] })
// @ts-expect-error
addon.report({ goal: 'fast', counters: [], hidden: true })
// @ts-expect-error
addon.echoOptions({})
// @ts-expect-error
addon.echoOptions({ width: 1, fontName: null })

// @ts-expect-error
addon.nextLevel(3)
// @ts-expect-error
addon.otherMode('write-only')
// @ts-expect-error
addon.otherMode('ReadOnly')
// @ts-expect-error
addon.nextEvent({ type: 'Opened' })
// @ts-expect-error
addon.grown({ kind: 'circle' })
// @ts-expect-error
addon.grown({ kind: 'dot' }).radius
// @ts-expect-error
addon.geometry.flip('X')

// @ts-expect-error
addon.echo().next(1)
// @ts-expect-error
new addon.Echo().next(1)
// @ts-expect-error
addon.Ledger.of('Ada', [1]).last = '5'
// @ts-expect-error
addon.swapped([['a', 1]])

// @ts-expect-error
addon.Counter(1)
// @ts-expect-error
new addon.Counter('1')
// @ts-expect-error
new addon.Counter(1).startedAt = 2
// @ts-expect-error
addon.Counter.LIMIT = 2
// @ts-expect-error
new addon.Counter(1).isZero = true
// @ts-expect-error
new addon.Disc()
// @ts-expect-error
new addon.Opaque()
// @ts-expect-error
addon.readOpaque({})
// @ts-expect-error: another class with the same members is another class
addon.writeRegister(new addon.Watched(), 1)
// @ts-expect-error
addon.describeShape({ name: 'x', describe: () => 'x' })
// @ts-expect-error
new addon.Store().kind = 'a'
// @ts-expect-error
new addon.Store().secret
// @ts-expect-error
new addon.Store().get('x').length
