/** Whether the runtime could be configured: only while it does not run. */
export declare function reconfigure(): void
export declare function later(duration: number, value: number): Promise<number>
export declare function inTime(promise: number | PromiseLike<number>, limit: number): Promise<number>
/** The name of the thread that a spawned task ran on; JavaScript's is another. */
export declare function threadOfTask(): Promise<string>
export declare function blocking(number: number): Promise<number>
/** Tasks that send to each other. */
export declare function throughTasks(count: number): Promise<number>
export declare function panicsInATask(): Promise<void>
/** What futures and tasks hold at the moment. */
export declare function alive(): number
/** A future that never ends. */
export declare function never(): Promise<void>
/** A task that never ends, from a plain function; tells when it runs. */
export declare function spawnNever(running: () => unknown): void
/** A plain function within the runtime. */
export declare function entered(): boolean
/** From now on, collects. */
export declare function listen(): void
/** What was collected; nothing is, from now on. */
export declare function heard(): string[]
export declare function traced(number: number): number
export declare function tracedLater(number: number): Promise<number>
export declare class Traced {
  #private
  constructor()
  method(): void
}
export declare function nextDay(time: Date): Date | undefined
export declare function yearOf(time: Date): number
export declare function echoNaive(time: Date): Date
export declare function parseTime(text: string): Date
export declare function echoJson(value: unknown): unknown
/** What Rust sees. */
export declare function jsonText(value: unknown): string
export declare function echoMap(map: object): Record<string, unknown>
export declare function someJson(): unknown
export declare function firstOf(addresses: unknown): unknown
export declare function numbers(numbers: unknown): unknown
/** A type that serde refuses to write. */
export declare function unwritable(): unknown
export declare function reversedMap(map: Record<string, number>): Record<string, number>
export declare function reversedSet(set: Set<string>): Set<string>
