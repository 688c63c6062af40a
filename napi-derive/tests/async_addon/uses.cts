// What `index.d.ts` says, used rightly: checked by `tsc --strict`, and run on Node.

declare const require: (path: string) => any
declare const process: { env: Record<string, string> }

const addon: typeof import('./index') = require(process.env['NAPKIN_TEST_ADDON']!)

function equal<T>(found: T, expected: T): void {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value))
  if (a !== b) throw new Error(`expected ${b}, found ${a}`)
}

async function main(): Promise<void> {
  const sum: number = await addon.atOnce(1, 2)
  equal(sum, 3)
  equal((await addon.afterTurns('x', 2)).length, 'x after 2'.length)
  // As `await` does, they take promises, what is like one, and plain values.
  equal(await addon.sum(Promise.resolve(1), 2), 3)
  const thenable: PromiseLike<number> = Promise.resolve(1)
  equal(await addon.sum(thenable, 2), 3)
  equal(await addon.nameOf(Promise.resolve({ name: 'a' })), 'a')
  equal(await addon.each(2, (time: number) => time), 1)

  equal(addon.apply([1, 2], (number) => number * 2), [2, 4])
  equal(await addon.applyLater(1, (number) => number.toFixed(1)), '1.0')
  equal(addon.times(3)(2), 6)

  const controller = new AbortController()
  const gate: Promise<unknown> = addon.waitAtGate(controller.signal, null)
  addon.openGate(true)
  await gate

  const seen: number[] = []
  for await (const number of addon.countTo(3)) seen.push(number)
  equal(seen, [1, 2, 3])
  const first: IteratorResult<string> = await addon.polled().next()
  equal(first.done, false)

  async function* numbers() {
    yield 1
    yield 2
  }
  equal(await addon.read(numbers(), 5), [1, 2])
  equal(await addon.readAll([1, Promise.resolve(2)]), [1, 2])
  const echo = addon.echoAsync()
  const step: IteratorResult<string, string | undefined> = await echo.next('a')
  equal(step.done, false)

  const account: import('./index').Account = await addon.Account.open(Promise.resolve(2))
  equal(await account.deposit(3), 5)
  const savings: import('./index').Account = new addon.Savings(1)
  equal(await savings.worth(2), 2)

  const answers: string[] = await addon.ask((number) => (number === 3 ? 'three' : number))
  equal(answers.length, 5)
  await new Promise<void>((resolve) => {
    addon.callFromThreads(1, 1, (thread, text) => {
      equal(`${thread} ${text.length}`, '0 3')
      resolve()
    })
  })
}

main()
