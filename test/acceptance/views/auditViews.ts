import { answerPassage } from '../../../server/coding/audit/answer.ts'
import { beginAudit } from '../../../server/coding/audit/begin.ts'
import { drawAudit } from '../../../server/coding/audit/draw.ts'
import { sampleOf } from '../../../server/coding/audit/sample.ts'
import { recordOf } from '../../../server/coding/record.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const consultation = '/desk/:consultation'
const wrongSample = press(
  then(desk('audit'), page =>
    page
      .locator('input[name=size]:checked')
      .evaluate((input: { setAttribute(name: string, value: string): void }) =>
        input.setAttribute('value', 'all'),
      ),
  ),
  'Draw the passages',
)
const beingDrawn: Opening = async scene => {
  await beginAudit(scene.demo, 'someone', { size: 40, theme: '' })
  return desk('audit')(scene)
}
/** A sample of which so many passages are answered as the machine would, but for a few. */
function sampleWith(answers: number): Opening {
  return async scene => {
    await drawAudit(await beginAudit(scene.demo, 'someone', { size: 40, theme: '' }), async () => {})
    const sample = await sampleOf(scene.demo)
    for (const passage of sample?.usable.slice(0, answers) ?? []) {
      const record = await recordOf(scene.demo, passage.respondent)
      const themes = passage.place % 7 === 0 ? ['culture'] : passage.tags
      if (sample) await answerPassage(record, 'someone', sample.audit, passage, themes)
    }
    return desk('audit')(scene)
  }
}

/** The pages on which the machine is checked, and the queue that a sample is mixed into. */
export const auditViews: View[] = [
  { route: `${consultation}/audit`, state: 'blank', open: desk('audit'), says: 'Begin a' },
  {
    route: `${consultation}/audit`,
    state: 'empty',
    open: inEmpty('/audit'),
    says: 'The codebook has no themes yet',
  },
  { route: `${consultation}/audit`, state: 'wrong', open: wrongSample, says: 'Choose how many passages' },
  { route: `${consultation}/audit`, state: 'being drawn', open: beingDrawn, says: 'are being drawn' },
  { route: `${consultation}/audit`, state: 'begun', open: sampleWith(3), says: '3 of 40 passages answered' },
  {
    route: `${consultation}/audit/:place`,
    state: 'blank',
    open: then(sampleWith(0), page => page.goto(`${page.url()}/1`)),
    says: 'Passage 1 of 40',
  },
  {
    route: `${consultation}/audit/:place`,
    state: 'filled',
    open: then(desk('audit/2'), async page => {
      for (const box of (await page.locator('input[name=themes]').all()).slice(0, 3)) await box.check()
    }),
    says: 'Which themes does the marked passage speak of?',
  },
  {
    route: `${consultation}/audit/:place`,
    state: 'wrong',
    open: press(desk('audit/2'), 'Keep and go on'),
    says: 'Tick the themes that the passage speaks of',
  },
  { route: `${consultation}/audit`, state: 'finished', open: sampleWith(40), says: 'How well it does' },
  {
    route: `${consultation}/queue`,
    state: 'least sure first',
    open: desk('queue?order=leastSure'),
    says: 'Rules know no degrees',
  },
]
