import { median } from '../median.ts'
import { record } from '../record.ts'
import { whileWatched } from '../resident.ts'
import { answerAll } from '../respondents/answer.ts'
import { atOnce, counted, measure, quantile, warm, withTarget } from '../respondents/measure.ts'

const rounds = 3
const idle = 1000
const active = 50
/** Each of those who are active goes through so many drafts. */
const draftsEach = 6

/**
 * `npm run bench:load`: a form of four pages with a file by 200 respondents at once, beside a bare Express and Mongoose
 * application; the same by three processes beside one; and the memory that drafts take. All on loopback, and it ends by
 * itself: no request may take longer than a minute. With `--record` the figures go into docs/reliability.md.
 */
async function benchLoad(): Promise<void> {
  const lines = [await withFiles(), await byProcesses(), await heldByDrafts()]
  console.log(lines.join('\n'))
  if (process.argv.includes('--record')) record('load', lines)
}

async function withFiles(): Promise<string> {
  const rates: Record<'application' | 'bare', number[]> = { application: [], bare: [] }
  const took: number[] = []
  // In turns, since a machine’s speed drifts.
  for (let round = 0; round < rounds; round++)
    for (const name of ['application', 'bare'] as const) {
      const measured = await measure(name, { withFile: true })
      rates[name].push(measured.perSecond)
      if (name === 'application') took.push(...measured.took)
    }
  const [ours, theirs] = [median(rates.application), median(rates.bare)]
  return (
    `- ${atOnce} respondents at once, each a form of four pages with a file of 20 KB, in seven requests: ` +
    `**${ours.toFixed(0)} a second**, bare Express and Mongoose ${theirs.toFixed(0)}; ` +
    `ratio **${(ours / theirs).toFixed(2)}** (aim: at least .60). ` +
    `Of ${rounds} times ${warm + counted} nothing lost, nothing doubled, no error; ` +
    `a request takes ${quantile(took, 0.5).toFixed(0)} ms, 95th percentile ${quantile(took, 0.95).toFixed(0)} ms.`
  )
}

async function byProcesses(): Promise<string> {
  const rates: Record<1 | 3, number[]> = { 1: [], 3: [] }
  for (let round = 0; round < rounds; round++)
    for (const workers of [1, 3] as const)
      rates[workers].push((await measure('application', { workers })).perSecond)
  const [one, three] = [median(rates[1]), median(rates[3])]
  return (
    `- The same without a file by three processes that answer and one that has the database: ` +
    `**${three.toFixed(0)} a second**, by one process ${one.toFixed(0)}; ` +
    `**${(three / one).toFixed(2)} times** (aim: 1.6), with those who ask on the same processors.`
  )
}

async function heldByDrafts(): Promise<string> {
  return withTarget('application', {}, async ({ measured, ask, process: target }) => {
    await answerAll(measured, range(0, warm), { atOnce: active })
    const before = await ask<number>('memory')
    await answerAll(measured, range(warm, idle), { atOnce: active, isSent: false })
    const held = await ask<number>('memory')
    const most = await whileWatched(target, () =>
      answerAll(measured, range(warm + idle, active * draftsEach), { atOnce: active, isSent: false }),
    )
    return (
      `- ${idle.toLocaleString('en')} drafts of four pages that lie there and ${active} that are written: ` +
      `the process holds ${before.toFixed(0)} MB before them, ${held.toFixed(0)} MB with those that lie there, ` +
      `at most ${most.toFixed(0)} MB; **+${(most - before).toFixed(0)} MB** (aim: below 100).`
    )
  })
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + at)
}

await benchLoad()
