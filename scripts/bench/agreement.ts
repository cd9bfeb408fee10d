import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { seededRandom } from '../../analysis/application.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { finish } from '../../server/coding/assignments/finish.ts'
import { codingId, type Decision } from '../../server/coding/coding.ts'
import { saveCoding } from '../../server/coding/codingStore.ts'
import { actOf } from '../../server/coding/decide.ts'
import { begun } from '../../server/coding/history.ts'
import { beginRound } from '../../server/coding/rounds/begin.ts'
import { differencesOf } from '../../server/coding/rounds/differenceStore.ts'
import { endRound, findRound, type Round } from '../../server/coding/rounds/roundStore.ts'
import { settleRound } from '../../server/coding/rounds/settle.ts'
import { readConfig } from '../../server/config.ts'
import { start } from '../../server/main.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { findResponses } from '../../server/responses/store.ts'
import { fillConsultation } from './desk/fill.ts'

const responses = 1000
/** How many passages each coder codes of a response. */
const passages = 4

/**
 * Measures how long it takes to work out how far two coders agreed on 1,000 responses, on an embedded database of its
 * own: reading what each had coded with its history, α with intervals for every theme by answer and by respondent, κ,
 * boundaries, and the passages that differ.
 */
export async function benchAgreement(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const running = await start(
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
  )
  try {
    await fillConsultation('agreement', responses)
    await running.services.runner.idle()
    const all = { how: 'all', size: 0, question: '', attribute: '', references: '' } as const
    const begunRound = await beginRound('agreement', 'ann', ['ann', 'bo'], all, { filter: '', seed: 1 })
    if (!begunRound.ok) throw new Error('benchAgreement: the round cannot be begun')
    const { round } = begunRound
    await codeAll(round)
    // Else it might settle the round too, beside what is measured.
    await running.services.runner.stop()
    await endRound(round._id, { by: 'ann', at: new Date() })
    const [from, busy] = [performance.now(), process.cpuUsage()]
    await settleRound(round._id)
    const took = performance.now() - from
    const { user, system } = process.cpuUsage(busy)
    const result = (await findRound(round._id))?.result
    const differences = await differencesOf(round._id)
    console.log(
      `Agreement of two coders on ${result?.respondents} responses, ${result?.themes.length} themes, ${2 * passages * responses} codings, ${differences.length} passages that differ:\n  ${(took / 1000).toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of processor time (aim: below 2 s)`,
    )
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Has two coders code parts of each answer, mostly alike, and say that they are done. */
async function codeAll({ consultation, responses, coders }: Round): Promise<void> {
  const { themes, version } = await codebookOf(consultation)
  const random = seededRandom(1)
  for (const response of await findResponses(responses)) {
    const [text = ''] = currentTexts(response)
    for (let passage = 0; passage < passages; passage++) {
      const shared = Math.floor(random() * themes.length)
      for (const coder of coders) {
        const at = random() < 0.8 ? shared : Math.floor(random() * themes.length)
        const span = { start: passage * 20, end: passage * 20 + 18 }
        const theme = themes[at]?.id ?? ''
        const place = {
          consultation,
          respondent: response._id,
          question: 'obstacles',
          text,
          ...span,
          theme,
          coder,
        }
        const decision: Decision = {
          verdict: 'accepted',
          stance: 'supports',
          origin: 'unaided',
          codebookVersion: version,
        }
        const coding = begun(
          { ...place, id: codingId(coder, text, span, theme) },
          decision,
          actOf(coder, 'coded'),
        )
        // Counting them is another matter, and would go on beside what is measured.
        await saveCoding({ ...coding, pending: [] })
      }
    }
    const done = { at: new Date(), texts: [text] }
    for (const coder of coders) await finish(response, coder, done)
  }
}
