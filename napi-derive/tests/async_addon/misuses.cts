// What `index.d.ts` forbids: each of these must be an error of `tsc --strict`, and is not run.

declare const addon: typeof import('./index')

async function main(): Promise<void> {
  // @ts-expect-error
  const sum: number = addon.atOnce(1, 2)
  // @ts-expect-error
  await addon.sum(Promise.resolve('1'), 2)
  // @ts-expect-error
  await addon.sum([1], 2)
  // @ts-expect-error
  addon.apply([1], (text: string) => 1)
  // @ts-expect-error
  addon.apply([1], (number) => `${number}`)
  // @ts-expect-error
  addon.callFromThreads(1, 1, (thread: number, text: number) => {})
  // @ts-expect-error
  addon.each(1, 2)
  // @ts-expect-error
  addon.waitAtGate(new AbortController())
  // @ts-expect-error
  for (const number of addon.countTo(3)) break
  // @ts-expect-error
  for await (const number of addon.countTo('3')) break
  // @ts-expect-error
  await addon.read(['1'], 1)
  // @ts-expect-error
  await addon.read(1, 1)
  // @ts-expect-error
  await addon.echoAsync().next(1)
  // @ts-expect-error
  new addon.Savings(1).deposit('3')
  // @ts-expect-error
  ;(await addon.square(2)).square
  // @ts-expect-error
  addon.carry(1).length
}
