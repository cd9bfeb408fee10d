import { median } from '../median.ts'
import { type Measured, ownProcessor } from './measured.ts'

/** Of each way, before its first turn: as many as the compiler needs to know it, whatever the machine's speed. */
const warmReads = 4000
const rounds = 30
const turnMs = 120
const readers = 8

export type Way = { server: Measured; read: (n: number) => Promise<unknown> }

/** Of one turn: reads a second, and the milliseconds of processor time that reader and server together took for one. */
type Turn = { rate: number; processor: number }

/** The turns of each way, by its name; those at one place were taken one after another. */
export class Turns {
  private readonly turns: Record<string, Turn[]> = {}

  add(name: string, turn: Turn): void {
    this.turns[name] = [...(this.turns[name] ?? []), turn]
  }

  rate(name: string): number {
    return median(this.of(name).map(({ rate }) => rate))
  }

  /** How fast `a` is beside `b`, each turn by the one beside it: by the clock, and by processor time. */
  beside(a: string, b: string): { clock: string; processor: string } {
    const others = this.of(b)
    const ratios = this.of(a).map((turn, at) => {
      const other = others[at] ?? turn
      return { clock: turn.rate / other.rate, processor: other.processor / turn.processor }
    })
    return {
      clock: median(ratios.map(({ clock }) => clock)).toFixed(2),
      processor: median(ratios.map(({ processor }) => processor)).toFixed(2),
    }
  }

  private of(name: string): Turn[] {
    return this.turns[name] ?? []
  }
}

/** Reads each way from eight readers at once, in short turns one after another, since a machine's speed drifts. */
export async function inTurns(ways: Record<string, Way>): Promise<Turns> {
  const turns = new Turns()
  for (const { read } of Object.values(ways)) {
    const end = last + warmReads
    await fromReaders(read, () => last < end)
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways)) turns.add(name, await turnOf(way))
  }
  return turns
}

let last = 0

async function turnOf({ server, read }: Way): Promise<Turn> {
  const before = await taken(server)
  const [start, first] = [performance.now(), last]
  await fromReaders(read, () => performance.now() < start + turnMs)
  const done = last - first
  const rate = (done * 1000) / (performance.now() - start)
  return { rate, processor: ((await taken(server)) - before) / done }
}

async function fromReaders(read: Way['read'], goesOn: () => boolean): Promise<void> {
  const reader = async () => {
    while (goesOn()) await read(++last)
  }
  await Promise.all(Array.from({ length: readers }, reader))
}

async function taken(server: Measured): Promise<number> {
  return (await server.taken()).processor + ownProcessor()
}
