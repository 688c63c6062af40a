/** How many witnesses are alive in all threads, and how many died in the wrong one. */
export declare function witnesses(): [number, number]
export declare class Watched {
  #private
  constructor()
  static another(): Watched
}
/** How many counters this thread has dropped. */
export declare function droppedCounters(): number
export declare class Counter {
  #private
  /** Seen by JavaScript. */
  get label(): string
  set label(value: string)
  get startedAt(): number
  static readonly LIMIT: number
  /** @param label Defaults to `'unnamed'`. */
  constructor(start: number, label?: string)
  static of(counts: number[]): Counter
  static compare(a: Counter, b: Counter): number
  /** @param by Defaults to `1`. */
  increment(by?: number): number
  add(other: Counter): number
  takeFrom(other: Counter): void
  get count(): number
  set count(count: number)
  get isZero(): boolean
  set secret(secret: string)
  /** Runs JavaScript while the counter is borrowed for writing. */
  update(callback: Function): number
  /** Runs JavaScript while it is borrowed for reading. */
  inspect(callback: Function): number
  panic(): void
  chain(): unknown
  borrowedLabel(): string
  doubled(): Counter
  [Symbol.toPrimitive](hint: string): unknown
  get [Symbol.toStringTag](): string
  [Symbol.iterator](): IterableIterator<number>
}
/** A class of other instances, which no method changes: its borrows are not counted. */
export declare class Family {
  #private
  constructor()
  adopt(member: Counter): void
  member(index: number): Counter | undefined
  total(): number
  /** Enters itself again, which `&self` allows. */
  nested(callback: Function): void
}
export declare class Shape {
  #private
  get name(): string
  set name(value: string)
  constructor(name: string)
  describe(): string
  static kind(): string
}
export declare class Circle extends Shape {
  #private
  constructor(radius: number)
  area(): number
  /** Borrows itself for writing, and calls back. */
  grow(callback: Function): number
}
export declare class Disc extends Circle {
  #private
  static unit(): Disc
  protected constructor()
}
export declare function describeShape(shape: Shape): string
export declare function renameShape(shape: Shape, name: string): void
/** An iterator itself. */
export declare class Countdown {
  #private
  next(): IteratorResult<number, undefined>
  [Symbol.iterator](): this
  constructor(from: number)
}
export declare function squares(limit: number): IterableIterator<number>
export declare class Opaque {
  #private
  protected constructor()
}
export declare function makeOpaque(number: number): Opaque
export declare function readOpaque(opaque: Opaque): number
export declare class Register {
  #private
  constructor()
}
export declare function writeRegister(register: Register, value: number): number
/**
 * Joins *all* of the `parts`.
 *
 * ```js
 * joinParts('-', 'a', 'b') // 'a-b' *\/
 * ```
 *
 * @param separator Defaults to `', '`.
 */
export declare function joinParts(separator?: string, ...parts: string[]): string
/** Documented by an expression. */
export declare function longest(distances: Record<string, (number | null | undefined)[]>): number | undefined
/**
 * An optional argument before one that is not.
 *
 * @param factor By how much.
 */
export declare function scaled(number: number | null | undefined, factor: number | undefined, function_: string): string
/** Names that JavaScript cannot have, and one that is not there. */
export declare function reserved(class_: number, in_: number, unused: number, arg3: [number, number]): number
/**
 * A name that only a property can have.
 *
 * @param index Defaults to `-1`.
 */
declare function delete_(list: number[], index?: number): number[]
export { delete_ as delete }
export declare function countValues(values: readonly unknown[], deep?: boolean): number
export declare function squareArea(side: number): { area: number }
export declare function propertyOf<T extends object>(object: T, key: keyof T): T[keyof T]
/** A string stays a string, and a number a number. */
export declare function same(value: string): string
export declare function same(value: number): number
export declare function align(side: 'left' | 'right', width?: `${number}px`): string
export declare function nameOfThis(this: { name: string }, suffix?: string | null): string
export declare function eitherWay(value?: number | null | string, other?: number): string | null | undefined
export declare function eachCounter(counters: Counter[], visit: (arg0: number, arg1: string | undefined) => boolean | null | undefined, done?: (() => void) | null): number
export declare function totalLater(numbers: (number | PromiseLike<number>)[], ignored: unknown): Promise<number>
export declare function lengthLater(text: string): Promise<number>
export declare function totalPixels(pixels: (number | `${number}px`)[]): [number, unknown]
/** How something is done. */
export interface Settings {
  /**
   * How often.
   *
   * Never, if 0.
   *
   * @default 3
   */
  times?: number | undefined
  'content-type'?: string | null | undefined
  goal: 'fast' | 'small'
  counters: Amount[]
}
export interface Report {
  settings: Settings
  failure?: string
  byName: Record<string, Amount>
}
export declare function report(settings: Settings): Report
/** How much there is. */
export declare enum Amount {
  /** Nothing. */
  None = 0,
  Some = 5,
  /**
   * Everything
   * there is.
   */
  All = -1,
}
/** What happened. */
export type Happening = /** The end. */ { type: 'Closed' } | { type: 'Moved', /** To the right. @default 0 */ x?: number | undefined, by?: Amount | null | undefined }
export declare function nextEvent(event: Happening): Happening
export declare function unseen(): unknown
export declare const FORMAT: '1.0'
/**
 * A class
 * of many members.
 */
export declare class Store {
  #private
  /** What it is called. */
  get title(): string | undefined
  set title(value: string | null | undefined)
  get kind(): 'a' | 'b'
  /** The most entries. */
  static readonly MOST: number
  /** A new one. */
  constructor(title?: string | null)
  /**
   * Adds an entry.
   *
   * @param value Defaults to `1`.
   */
  put(key: string, value?: number): this
  get(key: string): number | undefined
  get<T>(key: string, otherwise: T): number | T
  /** Of all entries. */
  get total(): number
  set limit(limit: number | null | undefined)
  ['constructor'](): string
  'key-count'(): number
  static of(entries: [string, number][]): Store
}
export declare function noop(): void
export declare function add(a: number, b: number): number
export declare function trimmed(text: string): string
export declare function sumF64(numbers: Float64Array): number
export declare function doubled(numbers: Float64Array): number[]
export declare function fillBytes(bytes: Uint8Array | Uint8ClampedArray, byte: number): void
/** The slice is borrowed while the callback would run: refused, the callback never runs. */
export declare function bytesAndCallback(bytes: Uint8Array | Uint8ClampedArray, callback: Function): number
export declare function twoSlices(target: Uint8Array | Uint8ClampedArray, source: Uint8Array | Uint8ClampedArray): number
export declare function optional(number?: number | null, text?: string | null): string
export declare function restSum(first: number, ...rest: number[]): number
export declare function renamed(): string
export declare function withEnv(key: string, value: unknown): object
export declare function ownName(): string
export declare function argumentCount(): number
export declare function readMissingFile(): string
export declare function parsePort(text: string): number
export declare function systemError(): void
export declare function panics(message: string): void
export declare function nothingOrNull(null_: boolean): null | undefined
export declare function pair(input: [number, string]): [string, number]
export declare function matrix(rows: number[][]): number[]
export declare function elements(array: Int32Array): number[]
export declare function integers(small: number, byte: number, int: number, wide: number, unsigned: number): [number, number, number, number, number]
export declare function tooWide(): number
export declare function ten(a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number, j: number): number
/** How many of them exist in this thread. */
export declare function openGenerators(): number
export declare function echo(): Generator<string, string | undefined, string | undefined>
export declare class Echo {
  #private
  next(value?: string): IteratorResult<string, string | undefined>
  return(value?: string): IteratorResult<string, string | undefined>
  throw(error?: unknown): IteratorResult<string, string | undefined>
  [Symbol.iterator](): this
  constructor()
}
export declare function squareGenerator(): Generator<number, undefined, unknown>
/** Asks a generator from within a native call. */
export declare function drain(next: Function, generator: object): string[]
export interface Options {
  width: number
  lineHeight?: number | null | undefined
  /** @default 'serif' */
  fontName?: string | undefined
  margins?: number[] | undefined
}
export declare function echoOptions(options: Options): Options
/** Handles in an object have the lifetime of the call. */
export interface Job {
  name: string
  run: Function
}
export declare function runJob(job: Job): string
export interface Size {
  width: number
  height: number
}
export declare function sizeOfSquare(side: number): Size
export declare enum Level {
  Low = -1,
  Middle = 0,
  High = 10,
}
export declare function nextLevel(level: Level): Level
export type Mode = 'read-only' | 'read-write' | 'x!'
export declare const Mode: Readonly<{
  ReadOnly: 'read-only'
  ReadWrite: 'read-write'
  Exclusive: 'x!'
}>
export declare function otherMode(mode: Mode): Mode
export type Figure = { kind: 'dot' } | { kind: 'circle', radius: number } | { kind: 'text', content: string, /** @default 12 */ size?: number | undefined }
export declare function grown(figure: Figure): Figure
export declare const ANSWER: number
export declare const greeting: string
export namespace geometry {
  export const SIDES: number
}
export namespace geometry {
  export function area(width: number, height: number): number
}
export namespace geometry {
  export class Plane {
    #private
    constructor()
  }
}
export namespace geometry {
  export namespace deepSpace {
    export function cubic(side: number): number
  }
}
export namespace geometry {
  export namespace deepSpace {
    export type Axis = 'X' | 'Y'
    export const Axis: Readonly<{
      X: 'X'
      Y: 'Y'
    }>
  }
}
export namespace geometry {
  export namespace deepSpace {
    export function flip(axis: geometry.deepSpace.Axis): geometry.deepSpace.Axis
  }
}
/** Two items of one name: what a second export of all finds. */
export declare function exportTwice(): void
/** A class whose members are in several places. */
export declare class Ledger {
  #private
  get owner(): string
  set owner(value: string)
  get number(): number
  constructor(owner: string)
  add(entry: number): void
  static readonly CURRENCY: string
  static of(owner: string, entries: number[]): Ledger
  get total(): number
  get last(): number | undefined
  set last(entry: number)
  clear(): void
  get count(): number
  later(): Promise<number>
  /** @param unit Defaults to `'cents'`. */
  report(unit?: string): string
  static words(): string[]
  [Symbol.toPrimitive](): unknown
}
export declare function echoThree(values: number[]): number[]
export declare function echoMatrix(values: number[][]): number[][]
export declare function echoChar(value: string): string
export declare function echoCow(value: string): string
export declare function echoPath(path: string): string
export declare function parent(path: string): string | undefined
export declare function oddPath(): string
export declare function echoBoxes(number: number, text: string, list: boolean[]): [number, string, boolean[]]
export declare function echoShared(a: string, b: string, c: number[], d: string): [string, string, number[], string]
export declare function rotated(list: number[]): number[]
export declare function echoNonzero(a: number, b: bigint): [number, bigint]
export declare function doubledDuration(duration: number): number
export declare function kindOfFive(value: unknown): string
/** As the callbacks of Node's own functions have it. */
export declare function after(error?: unknown, value?: number | null): number
export declare function throwOn(error: unknown): void
export declare function swapped(pairs: [number, string | null | undefined][]): [number, string | undefined][]
export declare function callOn(handles: [object, Function]): unknown
export declare function sumOfMeters(a?: number, b?: number | null): number
export interface Wide {
  number: number
  byte: number
  id: number
  large: number
  flag: boolean
  text: string
  maybe?: number | null | undefined
  'maybe text'?: string | null | undefined
  /** @default 7 */
  level?: number | undefined
  either?: boolean | null | undefined
  /** @default 0.5 */
  ratio?: number | null | undefined
  /** From here on nothing is recognized. */
  list: number[]
  last: number
}
export declare function echoWide(wide: Wide): Wide
export declare function wideToText(wide: Wide): string
/** Names that are not what they seem in generated code. */
export interface Odd {
  __proto__: number
  'a"\\\n\u2028é😀': string
  '0': number
  constructor: number
}
export declare function makeOdd(number: number): Odd
export declare function readOdd(odd: Odd): string
export interface Many {
  a0: number
  a1: number
  a2: number
  a3: number
  a4: number
  a5: number
  a6: number
  a7: number
  a8: number
  a9: number
  b0: number
  b1: number
  b2: number
  b3: number
  b4: number
  b5: number
  b6: number
  b7: number
  b8: number
  b9: number
  c0: number
  c1: number
  c2: number
  c3: number
  c4: number
  c5: number
  c6: number
  c7: number
  c8: number
  c9: number
  d0: number
  d1?: boolean | null | undefined
  d2: number
}
/** More fields than are recognized. */
export declare function echoMany(many: Many): Many
/** As many sets of fields as there are ways to leave some out. */
export interface Sparse {
  a?: number | null | undefined
  b?: number | null | undefined
  c?: number | null | undefined
  d?: number | null | undefined
  e?: string | null | undefined
}
export declare function echoSparse(sparse: Sparse): Sparse
export declare function echoDoubles(list: number[]): number[]
export declare function echoFloats(list: number[]): number[]
export declare function echoOctets(list: number[]): number[]
export declare function echoShorts(list: number[]): number[]
export declare function echoInts(list: number[]): number[]
export declare function echoUints(list: number[]): number[]
export declare function echoLongs(list: number[]): number[]
export declare function echoSizes(list: number[]): number[]
export declare function tooLarge(count: number): number[]
export declare function bytesAndList(bytes: Uint8Array | Uint8ClampedArray, list: number[]): number
export declare function bytesAndWide(bytes: Uint8Array | Uint8ClampedArray, wide: Wide): number
export declare function forbidCodeGeneration(): void
export declare function describeMaybe(value?: number | null): string
export declare function echoMaybe(value?: number | null): number | null | undefined
export declare function onlyUndefined(value?: undefined): undefined
export declare function orNull(value: number | null): null | number
export declare function which(value: number | string | number[]): string
/**
 * @param a Defaults to `10`.
 * @param b Defaults to `'x'`.
 * @param c Defaults to `1.5`.
 * @param d Defaults to `'y'`.
 */
export declare function defaults(a?: number, b?: string, c?: number | null, d?: string): string
export declare function wrapped(a: number, b: number, c: number, d: number): [number, number, number, number]
export declare function echoI128(value: bigint): bigint
export declare function echoU128(value: bigint): bigint
export declare function echoBigI64(value: bigint): bigint
export declare function echoBigU64(value: bigint): bigint
export declare function echoUsize(value: number): number
export declare function echoHashMap(map: Record<string, number>): Record<string, number>
export declare function echoBtreeMap(map: Record<string, boolean[]>): Record<string, boolean[]>
export declare function echoHashSet(set: Set<string>): Set<string>
export declare function sortedSet(set: Set<number>): Set<number>
export declare function swapMap(map: Map<unknown, unknown>): Map<unknown, unknown>
export declare function nextDay(time: Date): Date
export declare function isValidDate(date: Date): boolean
export declare function globalRegexp(regexp: RegExp): RegExp
export declare function matches(regexp: RegExp, text: string): boolean
export declare function describeError(error: Error): string
export declare function rethrow(error: Error): void
export declare function hideNumber(number: number): object
export declare function revealNumber(secret: object): number
export declare function revealText(secret: object): string
export declare function echoSymbol(symbol: symbol): symbol
/** The work is done on another thread: an owned buffer may go there. */
export declare function reversedElsewhere(bytes: ArrayBufferView | ArrayBufferLike): Uint8Array
export declare function doubledElements(elements: Float32Array): Float32Array
export declare function failsWithSource(): number
export declare function failsWithBoxed(text: string): number
export declare function failsWithCause(callback: Function): void
/** Any value, as it is. */
export declare function identity(value: unknown): unknown
/** References that may be missing. */
export declare function optionalReferences(text?: string | null, bytes?: Uint8Array | Uint8ClampedArray | null, counter?: Counter | null, target?: Uint8Array | Uint8ClampedArray | null): string
