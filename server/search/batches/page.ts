import { stances } from '../../../analysis/application.ts'
import { codebookOf } from '../../codebook/store.ts'
import { withQuery } from '../../coding/back.ts'
import { coderNames, stanceNames } from '../../coding/pages/names.ts'
import { choices, themeViews, viewOf } from '../../coding/pages/themeViews.ts'
import { findJob } from '../../jobs/store.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { fieldsOf, type Known } from '../asked.ts'
import type { ReadySearch } from '../find.ts'
import type { SearchForm } from '../forms.ts'
import { hiddenFields, type PassageView, passageView } from '../page.ts'
import { type CodingBatch, latestBatches } from './batchStore.ts'
import { jobOf } from './codeBatch.ts'
import type { BatchForm } from './forms.ts'
import { toCode } from './toCode.ts'

const mostSamples = 10

/** The form in which a batch is asked for, before anything is chosen. */
export function batchFormPage(
  consultation: string,
  known: Known,
  asks: SearchForm,
  form: Partial<BatchForm>,
) {
  const views = themeViews(known.codebook.themes)
  return {
    asks: hiddenFields(asks),
    says: asks.q,
    back: withQuery(`/desk/${consultation}/search`, fieldsOf(asks)),
    themes: choices(views, form.theme),
    withins: choices(views, form.within),
    stances: stances.map(value => ({
      value,
      label: stanceNames[value],
      chosen: value === (form.stance ?? 'mentions'),
    })),
  }
}

/** What would be coded, counted in full, with some of it to look at. */
export async function batchPreview(
  consultation: string,
  search: ReadySearch,
  { theme, coder }: { theme: string; coder: string },
  known: Known,
) {
  const sum = { passages: 0, decided: 0, rejected: 0, whole: 0, byHand: 0 }
  const respondents = new Set<string>()
  const samples: PassageView[] = []
  for await (const step of toCode(consultation, search, { coder, theme })) {
    sum.passages += step.passages.length
    sum.decided += step.decided
    sum.rejected += step.rejected
    sum.whole += step.whole
    sum.byHand += step.byHand
    for (const { text, span, evidence } of step.passages) {
      respondents.add(text.respondent)
      if (samples.length < mostSamples) samples.push(passageView(text.text, { ...span, evidence }))
    }
  }
  const view = viewOf(themeViews(known.codebook.themes), theme)
  return { ...sum, respondents: respondents.size, samples, theme: view }
}

const told: Record<CodingBatch['state'], string> = {
  coding: 'Being coded',
  applied: 'Coded',
  undoing: 'Being undone',
  undone: 'Undone',
  redoing: 'Being done again',
}

/** A batch: how far it has come, what it coded, and whether this person may undo it. */
export async function batchPage(batch: CodingBatch, account: string) {
  const work = jobOf(batch)
  const [job, codebook, nameOf, gone] = await Promise.all([
    work === undefined ? null : findJob(work, batch._id),
    codebookOf(batch.consultation),
    coderNames(),
    goneWordsOf(batch.consultation),
  ])
  const views = themeViews(codebook.themes)
  const isUnderWay = work !== undefined
  return {
    batch: { id: batch._id, coded: batch.coded, at: batch.at, state: told[batch.state] },
    theme: viewOf(views, batch.theme),
    within: batch.within === '' ? '' : viewOf(views, batch.within).path,
    stance: stanceNames[batch.stance],
    says: gone.withheld(batch.asks.q),
    who: batch.by === account ? 'you' : nameOf(batch.by),
    undone: batch.state === 'undone',
    applied: batch.state === 'applied',
    mayRedo: batch.state === 'undone' && batch.by === account,
    mayUndo: batch.state === 'applied' && batch.by === account && batch.coded > 0,
    running: isUnderWay && job?.state !== 'failed',
    failed: isUnderWay && job?.state === 'failed' ? job.problem : undefined,
    soFar: job?.done ?? 0,
    of: Math.max(job?.of ?? 0, batch.expected),
  }
}

/** What was coded in one go lately. */
export async function batchList(consultation: string) {
  const batches = await latestBatches(consultation)
  if (batches.length === 0) return []
  const [codebook, nameOf] = await Promise.all([codebookOf(consultation), coderNames()])
  const views = themeViews(codebook.themes)
  return batches.map(({ _id, theme, by, at, state, coded }) => ({
    href: `/desk/${consultation}/search/batches/${_id}`,
    theme: viewOf(views, theme).path,
    who: nameOf(by),
    state: told[state],
    coded,
    at,
  }))
}
