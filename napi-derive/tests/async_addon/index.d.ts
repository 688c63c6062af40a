/// <reference lib="esnext.disposable" />
/** How many accounts exist in the process. */
export declare function accounts(): number
export declare class Account {
  #private
  constructor(balance: number)
  static open(balance: number | PromiseLike<number>): Promise<Account>
  static turns(count: number): Promise<number>
  get balance(): number
  worth(rate: number | PromiseLike<number>): Promise<number>
  /** Meanwhile, nobody else has the account. */
  deposit(amount: number | PromiseLike<number>): Promise<number>
  panics(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
  call(text: string, callback: Function): Promise<string>
}
/** A class without `&mut self`: its instances are not counted, and kept all the same. */
export declare class Label {
  #private
  constructor()
  bump(when: unknown): Promise<number>
}
/** An account as its owner sees it: a parent's asynchronous methods work on a child. */
export declare class Savings extends Account {
  #private
  constructor(balance: number)
}
export declare function echoAsync(): AsyncGenerator<string, string | undefined, string | undefined>
export declare class AsyncEcho {
  #private
  next(value?: string): Promise<IteratorResult<string, string | undefined>>
  return(value?: string): Promise<IteratorResult<string, string | undefined>>
  throw(error?: unknown): Promise<IteratorResult<string, string | undefined>>
  [Symbol.asyncIterator](): this
  constructor()
  get count(): number
}
export declare function atOnce(a: number, b: number): Promise<number>
export declare function afterTurns(text: string, turns: number): Promise<string>
export declare function fromThread(value: number): Promise<number>
export declare function panicsLater(turns: number): Promise<void>
export declare function sum(a: number | PromiseLike<number>, b: number | PromiseLike<number>): Promise<number>
export declare function nameOf(promise: object | PromiseLike<object>): Promise<string>
/** Calls back between awaits. */
export declare function each(times: number, callback: Function): Promise<number>
/** Awaits what a callback returns. */
export declare function follow(callback: Function): Promise<unknown>
export declare function spawned(number: number): Promise<unknown>
export declare function keepEnv(): Promise<void>
/** An `AsyncEnv` in a plain call, in which it must not work. */
export declare function enterOutside(): string
/** Through JavaScript into itself: the inner call has a frame of its own. */
export declare function enterTwice(callback: Function): Promise<string[]>
/** Bytes are borrowed while a future starts that would run JavaScript. */
export declare function spawnWhileBorrowed(bytes: ArrayBufferView | ArrayBufferLike, callback: Function): string[]
/** A custom thenable calls back in the poll that awaits it. */
export declare function thenAtOnce(thenable: unknown): Promise<number>
/** JavaScript settles the promise in the very poll that found it pending. */
export declare function settledInPoll(promise: number | PromiseLike<number>, settle: Function): Promise<number>
/** Never ready; its waker goes to every thread. */
export declare function never(value: unknown): Promise<void>
export declare function dropped(): number
/** Wakes all that `never` left, from here and from another thread; how many. */
export declare function wakeAll(): number
/** Many futures, each woken by threads at once. */
export declare function many(futures: number): unknown[]
/** How many sources exist. */
export declare function iterators(): number
export declare function countTo(limit: number): AsyncIterableIterator<number>
export declare function polled(): AsyncIterableIterator<string>
export declare function stream(limit: number): object
/** Reads at most so many elements of whatever `for await` takes. */
export declare function read(elements: AsyncIterable<number> | Iterable<number | PromiseLike<number>>, most: number): Promise<number[]>
export declare function readAll(elements: AsyncIterable<number> | Iterable<number | PromiseLike<number>>): Promise<number[]>
/** Asks on after errors and the end. */
export declare function readOn(elements: AsyncIterable<number> | Iterable<number | PromiseLike<number>>, times: number): Promise<string[]>
/** The bytes of a stream. */
export declare function size(chunks: AsyncIterable<ArrayBufferView | ArrayBufferLike> | Iterable<ArrayBufferView | ArrayBufferLike | PromiseLike<ArrayBufferView | ArrayBufferLike>>): Promise<number>
/** Drops it where the env cannot be entered; and while an element is awaited. */
export declare function dropWhileReading(elements: AsyncIterable<number> | Iterable<number | PromiseLike<number>>): Promise<boolean>
export declare function dropElsewhere(values: unknown[]): void
export declare function touch(value: unknown): void
/** There and back; read where it was made. */
export declare function carry(value: unknown): unknown
/** For whichever env asks next. */
export declare function leave(value: unknown): void
export declare function leaveDeferred(): Promise<unknown>
/** What another env's references and deferreds answer here; they are dropped here as well. */
export declare function takeLeft(): string[]
export declare function apply(numbers: number[], callback: (arg0: number) => number): number[]
export declare function applyLater(number: number, callback: (arg0: number) => string): Promise<string>
export declare function times(factor: number): Function
export declare function nothing(): Function
/** Remembers, when the env ends, in what order the hooks ran; one of them panics. */
export declare function rememberExit(hooks: number): void
export declare function exits(): number[]
export declare function square(number: number): Promise<unknown>
export declare function compute(text: string): Promise<unknown>
/** Resolves when the gate is opened. */
export declare function waitAtGate(signal?: AbortSignal | null, looks?: boolean | null): Promise<unknown>
/** Blocks until that many threads wait at the gate. */
export declare function awaitInside(threads: number): void
export declare function openGate(open: boolean): void
/** Calls it from several threads, and drops it on each of them. */
export declare function callFromThreads(threads: number, times: number, callback: (arg0: number, arg1: string) => unknown): void
export declare function callBatched(times: number, callback: Function): void
/** All calls are queued before the first is made. */
export declare function callAtOnce(times: number, batched: boolean, callback: Function): void
/** What a bounded queue answers when it is full, on this thread. */
export declare function fillQueue(callback: Function): string[]
/** A queue of one place: the thread waits for each call to be made. */
export declare function callBlocking(times: number, callback: Function): void
/** Asks JavaScript on another thread and waits; the answers come in a promise. */
export declare function ask(ask: (arg0: number) => unknown): Promise<string[]>
/** Stays, and lets the loop end all the same. */
export declare function keepUnrefed(callback: (arg0: number) => unknown): void
export declare function keepForAll(callback: Function): void
/** What the kept functions answer, here and on another thread, and what the waiting threads got. */
export declare function callKept(): string[]
/** An argument that does not convert, on its way. */
export declare function callWithUnconvertible(callback: (arg0: number) => unknown): void
/** A closure with a promise, settled by a thread through a function of its own. */
export declare function settleFromThread(value: number): Promise<unknown>
/** The second of three calls panics while it is converted. */
export declare function callWithPanic(batched: boolean, callback: Function): void
/**
 * Threads that call until they are told that nobody listens, one waiting for room, one not, one
 * for results.
 */
export declare function callUntilClosed(callback: Function): void
/** Joins those threads; what each was told. */
export declare function joinCalling(): string[]
