const Right = Date
let astray = 0

/** The time as a clock tells it that goes wrong by so much. */
class Wrong extends Right {
  constructor(...of: [] | [number | string | Date]) {
    if (of.length === 0) super(Right.now() + astray)
    else super(...of)
  }

  static override now(): number {
    return Right.now() + astray
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.toString.call(value) === '[object Date]'
  }
}

/** Sets the clock of this process, but none of its threads, wrong by so many milliseconds; by 0: right again. */
export function setClock(wrongBy: number): void {
  astray = wrongBy
  globalThis.Date = (wrongBy === 0 ? Right : Wrong) as DateConstructor
}
