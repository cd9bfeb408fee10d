import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { pino } from 'pino'
import { Runner } from '../../server/jobs/runner.ts'
import { Turn } from '../../server/jobs/turn.ts'
import { freeTurns, takeTurn } from '../../server/jobs/turnStore.ts'
import { openTestDatabase } from '../database/testDatabase.ts'

const log = pino({ level: 'silent' })

/** One process of a site, as far as the background is concerned; `done` tells what it did of what was `asked` of all. */
function processOf(asked: Set<string>, takes = true) {
  const turn = new Turn(log, takes)
  const runner = new Runner(log, undefined, turn)
  const done: string[] = []
  runner.registerPending({
    name: 'test',
    waiting: async () => [...asked],
    async run(id) {
      asked.delete(id)
      done.push(id)
    },
  })
  return { turn, runner, done }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10)
}

describe('several processes of one site', () => {
  let close: () => Promise<void>
  beforeEach(async () => {
    const database = await openTestDatabase()
    await mongoose.connect(database.uri, { autoIndex: false })
    close = async () => {
      await mongoose.disconnect()
      await database.drop()
    }
  })
  afterEach(() => close())

  it('have one do the background work, also what another asks for, and the next once it stops', async () => {
    const asked = new Set<string>()
    const [first, second] = [processOf(asked), processOf(asked)]
    first.runner.start()
    await until(() => first.turn.isOurs)
    second.runner.start()
    asked.add('one')
    second.runner.wake()
    await until(() => first.done.length === 1)
    expect(second.turn.isOurs).to.equal(false)
    expect(second.done).to.deep.equal([])

    await first.runner.stop()
    asked.add('two')
    await until(() => second.done.length === 1)
    expect(second.done).to.deep.equal(['two'])
    expect(first.done).to.deep.equal(['one'])
    await second.runner.stop()
  })

  it('leave the work to another where one only answers requests', async () => {
    const asked = new Set(['one'])
    const pages = processOf(asked, false)
    pages.runner.start()
    pages.runner.wake()
    const keeper = processOf(asked)
    keeper.runner.start()
    await until(() => keeper.done.length === 1)
    expect(pages.done).to.deep.equal([])
    await Promise.all([pages.runner.stop(), keeper.runner.stop()])
  })

  it('take over from one that was killed when its turn is over, and not before', async () => {
    expect((await takeTurn('x', 'killed', 60_000)).isOurs).to.equal(true)
    expect((await takeTurn('x', 'other', 60_000)).isOurs).to.equal(false)
    expect((await takeTurn('x', 'killed', 20)).isOurs).to.equal(true)
    await wait(40)
    expect((await takeTurn('x', 'other', 60_000)).isOurs).to.equal(true)
    expect((await takeTurn('x', 'killed', 60_000)).isOurs).to.equal(false)
  })

  it('begin at once after a kill where the database has one server', async () => {
    await takeTurn('x', 'killed', 60_000)
    await freeTurns()
    expect((await takeTurn('x', 'other', 60_000)).isOurs).to.equal(true)
  })

  it('never have the turn at once, however many try', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, n) => takeTurn('x', String(n), 60_000)))
    expect(all.filter(({ isOurs }) => isOurs)).to.have.length(1)
  })
})
