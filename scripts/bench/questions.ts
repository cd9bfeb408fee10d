import express from 'express'
import { useHandlebars } from '../../server/http/handlebars.ts'
import type { Answering } from '../../server/responses/answering/answering.ts'
import { framePart, questionPage } from '../../server/responses/answering/questionPage.ts'
import { median } from './median.ts'
import { bareTemplate } from './questions/bare.ts'
import { entered, everyKind } from './questions/everyKind.ts'

const warm = 400
const pages = 40
const rounds = 90

/**
 * Measures how fast a page with a question of every type, half filled in and with what to mend, is worked out and
 * rendered by the application’s own view engine, beside the compiled templates alone that are given the same data ready
 * made. Both give the same page to the letter.
 */
export async function benchQuestions(): Promise<void> {
  const app = express()
  useHandlebars(app, true)
  const answering = answeringOfEveryKind()
  const data = () => ({
    ...framePart(answering, 'http://127.0.0.1:3000', 'token'),
    ...questionPage(answering, everyKind, true, undefined),
    saved: false,
    more: false,
    // Else random, and no two pages the same.
    tab: 'one',
  })
  const rendered = () =>
    new Promise<string>((resolve, reject) => {
      app.render('responses/questions', data(), (error, html) => (error ? reject(error) : resolve(html)))
    })
  const bare = bareTemplate()
  const ready = data()
  const page = await rendered()
  if (page !== bare(ready)) throw new Error('benchQuestions: the two pages are not the same')

  const application = async () => void (await rendered())
  const alone = () => void bare(ready)
  for (let time = 0; time < warm; time++) {
    await application()
    alone()
  }
  const rates = { application: [] as number[], bare: [] as number[] }
  // In short turns, each compared with the one beside it, since a machine's speed drifts.
  for (let round = 0; round < rounds; round++) {
    rates.application.push(await rateOf(application))
    rates.bare.push(await rateOf(alone))
  }
  const [ours, theirs] = [median(rates.application), median(rates.bare)]
  const ratio = median(rates.application.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN)))
  console.log(
    `Pages of ${everyKind.questions.length} questions, one of every type, ${Math.round(page.length / 1024)} KB, rendered in a second of processor time, medians of ${rounds} rounds:\n` +
      `  application ${shown(ours)}   worked out from a draft, through the view engine\n` +
      `  bare        ${shown(theirs)}   the compiled templates alone, with the same data ready made\n` +
      `  ratio ${ratio.toFixed(2)} (aim: at least 0.5)`,
  )
}

/** How many are rendered in a second of the processor’s time, whatever else the machine does meanwhile. */
async function rateOf(render: () => void | Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  for (let time = 0; time < pages; time++) await render()
  const { user, system } = process.cpuUsage(start)
  return (pages * 1_000_000) / (user + system)
}

function answeringOfEveryKind(): Answering {
  const now = new Date('2026-11-28T10:00:00Z')
  return {
    token: 'a-private-link',
    draft: {
      ...{ _id: 'draft', consultation: 'harbours', version: 1, startedOn: now, visited: [everyKind.id] },
      ...{ values: entered, files: {}, refused: {}, declaration: {} },
    },
    consultation: {
      ...{ _id: 'harbours', title: 'How harbours are run', asker: 'The Harbour Institute' },
      ...{ why: [], howUsed: [], contact: 'harbours@example.org', kind: 'open', version: 1 },
      ...{ opensAt: now, closesAt: new Date('2026-12-28T10:00:00Z'), createdAt: now },
    },
    questionnaire: { _id: 'harbours@1', consultation: 'harbours', version: 1, pages: [everyKind] },
    opening: 'open',
    inGrace: false,
    isWithdrawn: false,
  }
}

function shown(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(8)
}
