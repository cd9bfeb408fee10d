import { createReport } from '../../../server/reports/create.ts'
import { changeReport, findReport, type Report } from '../../../server/reports/store.ts'
import { readyClaim, wordsOf } from '../../findings/claim.ts'
import { addHarbour, type Spoken, say } from '../../findings/corpus.ts'
import type { Site } from '../../site.ts'

/** A consultation with a report that can be published, and whom it quotes. */
export type Chapter = { consultation: string; report: Report; unnamed: Spoken; named: Spoken }

export const said = {
  unnamed: 'The gantry is closed most winters. Nobody has told us why it is never mended.',
  named: 'Our supplier stayed with us through both floods.',
}

export const template = `{{heading}}

{{finding "gantry"}} Of {{of as="respondents"}}, {{prevalence}} said so. {{quote "Q1" lead="{who} wrote:"}} {{counter "Q2" lead="{who} wrote:"}}.

{{#own}}**A gantry that is closed lifts nothing.**{{/own}}

{{method}}
`

/** @param changes whether the one who is named asked to see each sentence first or to be told, who they are, and how they are reached */
export async function addChapter(
  site: Site,
  { approval = false, told = false, name = 'Ada Sample', email = 'ada@example.org' } = {},
): Promise<Chapter> {
  const consultation = await addHarbour()
  const unnamed = await say(site, consultation, { text: said.unnamed, stance: 'supports' })
  const named = await say(site, consultation, {
    text: said.named,
    stance: 'opposes',
    name,
    email,
    choice: 'named',
    approval,
    told,
  })
  await readyClaim(consultation, {
    key: 'gantry',
    statement: 'The gantry is closed too often.',
    text: 'Our respondents told us that the gantry is closed.',
    quotes: [
      wordsOf(unnamed, said.unnamed.length),
      wordsOf(named, said.named.length - 1, { side: 'counter' }),
    ],
  })
  const report = await createReport({ consultation, title: 'Mend the gantry', subtitle: '', template })
  return { consultation, report, unnamed, named }
}

/** Gives a report another template, as its author would. */
export async function rewrite({ consultation, report }: Chapter, changed: string): Promise<void> {
  const now = await findReport(consultation, report._id)
  await changeReport(now ?? report, { template: changed })
}
