import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readConfig } from '../../../server/config.ts'
import { findConsultation } from '../../../server/consultations/store.ts'
import { newId } from '../../../server/database/ids.ts'
import { type Running, start } from '../../../server/main.ts'
import { askForProject } from '../../../server/projects/bring/bringProject.ts'
import { keepProjectFile } from '../../../server/projects/bring/projectStore.ts'
import { nothingTaken } from '../../../server/projects/take/report.ts'
import { takeProject } from '../../../server/projects/take/takeProject.ts'
import { addTransfer, findTransfer } from '../../../server/projects/transferStore.ts'
import { fillCoded } from './fill.ts'
import { meaningOf } from './meaning.ts'

const sizes = { small: 1_000, large: 10_000 }
const codingsEach = 10
/** By so many megabytes at most the server's process may grow while it takes or brings a project. */
const bound = 250

/** See {@link benchQdpx}, which runs this file in a process with the memory settings of `npm start`. */
async function roundTrips(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const running = await start(
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
  )
  try {
    console.log(`A REFI-QDA project, taken and brought back; memory grows by at most ${bound} MB:`)
    const each: { taken: Figures; brought: Figures }[] = []
    for (const [consultation, responses] of Object.entries(sizes)) {
      await fillCoded(consultation, responses, codingsEach)
      await running.services.runner.idle()
      const file = path.join(folder, `${consultation}.qdpx`)
      const taken = await measured(() => take(consultation, responses, file))
      const brought = await measured(() => bring(running, consultation, file))
      const [before, after] = [await meaningOf(consultation), await meaningOf(`${consultation}-back`)]
      if (before.digest !== after.digest)
        throw new Error(`roundTrips: what came back of ${consultation} says something else`)
      const size = (statSync(file).size / 1024 ** 2).toFixed(1)
      console.log(`  ${responses} responses, ${after.codings} codings, ${size} MB, read back equal:`)
      console.log(`    taken in ${said(taken)}; brought in ${said(brought)}`)
      for (const { megabytes } of [taken, brought])
        if (megabytes > bound) throw new Error(`roundTrips: memory grew by ${megabytes.toFixed(0)} MB`)
      each.push({ taken, brought })
    }
    const times = (sizes.large / sizes.small).toFixed(0)
    const [small, large] = each
    if (small && large)
      console.log(
        `  ${times} times as much takes ${grown(small.taken, large.taken)} to take, ${grown(small.brought, large.brought)} to bring`,
      )
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function take(consultation: string, responses: number, file: string): Promise<void> {
  const found = await findConsultation(consultation)
  if (!found) throw new Error(`roundTrips: there is no ${consultation}`)
  const parts = await takeProject(found, responses, nothingTaken(), async () => {})
  await pipeline(Readable.from(parts, { objectMode: false }), createWriteStream(file))
}

async function bring({ services }: Running, consultation: string, file: string): Promise<void> {
  const _id = newId()
  const at = new Date()
  await addTransfer({
    ...{ _id, consultation: `${consultation}-back`, direction: 'in', name: 'bench.qdpx', state: 'running' },
    ...{ done: 0, of: 0, counts: {}, report: [], account: 'bench', at, heard: at },
    brought: {
      file: await keepProjectFile('bench.qdpx', createReadStream(file)),
      ...{ title: `${consultation} back`, choice: 'named', basis: 'The bench.', approval: false },
    },
  })
  await askForProject(_id)
  await services.runner.idle()
  const state = (await findTransfer(_id))?.state
  if (state !== 'done') throw new Error(`roundTrips: bringing ${consultation} back ended ${state}`)
}

/** `processor` is seconds of all threads of the server’s process. */
type Figures = { seconds: number; processor: number; megabytes: number }

/** How long something takes, and by how much the process holds more at most than it did before. */
async function measured(work: () => Promise<void>): Promise<Figures> {
  globalThis.gc?.()
  const held = process.memoryUsage.rss()
  let most = held
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 50)
  const [began, busy] = [performance.now(), process.cpuUsage()]
  try {
    await work()
  } finally {
    clearInterval(watch)
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(busy)
  return { seconds, processor: (user + system) / 1e6, megabytes: (most - held) / 1024 ** 2 }
}

function said({ seconds, processor, megabytes }: Figures): string {
  return `${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processor time), memory +${megabytes.toFixed(0)} MB`
}

function grown(small: Figures, large: Figures): string {
  const times = (figure: 'seconds' | 'processor') => (large[figure] / small[figure]).toFixed(1)
  return `${times('seconds')} times as long (${times('processor')} by processor time)`
}

await roundTrips()
