import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { record } from '../record.ts'
import { type Measured, measureFolder, parts } from './measure.ts'
import { reportOf } from './report.ts'
import { fill } from './served.ts'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    folder: { type: 'string' },
    parts: { type: 'string', default: parts.join() },
    record: { type: 'boolean', default: false },
  },
})

/**
 * `npm run bench:scale`: how much longer pages, files and tagging anew take as a consultation grows, each size in a data
 * folder of its own that one server has in a process of its own. All on loopback, and it ends by itself.
 *
 * `--sizes 1000,10000` for others than 1,000, 10,000 and 100,000 responses; `--parts pages` for some
 * of pages, files and retagging; `--folder NAME` keeps what was filled there
 * for the next run; with `--record` the figures go into docs/reliability.md.
 */
async function benchScale(): Promise<void> {
  const sizes = options.sizes.split(',').map(Number)
  if (sizes.some(size => !Number.isSafeInteger(size) || size < 1))
    throw new Error(`benchScale: --sizes takes whole numbers, such as 1000,10000: not ${options.sizes}`)
  const wanted = parts.filter(part => options.parts.split(',').includes(part))
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  try {
    const all: Measured[] = []
    for (const responses of sizes) {
      const own = path.join(path.resolve(folder), String(responses))
      await fillOnce(own, responses)
      all.push(await measureFolder(own, responses, wanted))
    }
    const lines = reportOf(all)
    console.log(lines.join('\n'))
    if (options.record) record('scale', lines)
  } finally {
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

/** Fills a folder, unless an earlier run did. */
async function fillOnce(folder: string, responses: number): Promise<void> {
  const done = path.join(folder, 'filled')
  console.log(`${responses.toLocaleString('en-GB')} responses:`)
  if (existsSync(done)) return
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const began = performance.now()
  await fill(folder, responses)
  writeFileSync(done, '')
  console.log(`  filled in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

await benchScale()
