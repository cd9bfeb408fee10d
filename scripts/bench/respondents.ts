import { median } from './median.ts'
import { atOnce, counted, measure, quantile, warm } from './respondents/measure.ts'

const rounds = 3

type Rates = { perSecond: number[]; typical: number[]; slow: number[] }

/**
 * Measures 200 respondents at once who each send a form of four pages over HTTP, beside a bare Express and Mongoose
 * application that keeps the same pages by the same requests on the same embedded database, and prints the ratio. Each
 * runs in a process of its own. What was stored is looked up afterwards: nothing may be lost or doubled.
 */
export async function benchRespondents(): Promise<void> {
  const rates: Record<'application' | 'bare', Rates> = {
    application: { perSecond: [], typical: [], slow: [] },
    bare: { perSecond: [], typical: [], slow: [] },
  }
  // In turns, since a machine's speed drifts.
  for (let round = 0; round < rounds; round++)
    for (const name of ['application', 'bare'] as const) {
      const { perSecond, took } = await measure(name)
      rates[name].perSecond.push(perSecond)
      rates[name].typical.push(quantile(took, 0.5))
      rates[name].slow.push(quantile(took, 0.95))
    }
  const { application, bare } = rates
  const [ours, theirs] = [median(application.perSecond), median(bare.perSecond)]
  const [typical, slow] = [median(application.typical), median(application.slow)]
  console.log(
    `Respondents a second, ${atOnce} at once, each a form of four pages in seven requests, medians of ${rounds} rounds:\n` +
      `  application ${shown(ours)}   nothing of ${warm + counted} lost, nothing doubled\n` +
      `  bare        ${shown(theirs)}   Express and Mongoose, the same pages by the same requests\n` +
      `  ratio ${(ours / theirs).toFixed(2)} (aim: at least 0.5)\n` +
      `  a request of the application: median ${typical.toFixed(0)} ms, 95th percentile ${slow.toFixed(0)} ms, ` +
      `${(slow / typical).toFixed(1)} times that (aim: below 10)`,
  )
}

function shown(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(8)
}
