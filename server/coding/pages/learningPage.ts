import type { Quality } from '../../../analysis/index.ts'
import { type Codebook, codebookOf, type SuggestionSource } from '../../codebook/store.ts'
import { findJob, type Job } from '../../jobs/store.ts'
import { findModel, type Model } from '../../learning/modelStore.ts'
import { isForMachine, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { fewestPassages, fewestWriters, teachingOf } from '../examples.ts'
import { shareView } from './shares.ts'
import { themeViews, viewOf } from './themeViews.ts'

/** How many responses are read at once. */
const atOnce = 1000

const sources: Record<SuggestionSource, { text: string; hint: string }> = {
  rules: { text: 'By the rules', hint: 'The codebook’s rules suggest, and nothing else does.' },
  learning: {
    text: 'By the rules and by what was learned',
    hint: 'Beside the rules, sentences are suggested that are worded like those that people coded.',
  },
  nothing: {
    text: 'Not at all',
    hint: 'People code unaided. What was suggested and not decided on goes; every decision stays.',
  },
}

/** What the machine suggests by, what can be learned from codings, and how well that does. */
export async function learningPage(consultation: string, problem?: string) {
  const codebook = await codebookOf(consultation)
  const [teaching, model, job] = await Promise.all([
    teachingOf(codebook),
    codebook.model ? findModel(codebook.model) : null,
    findJob('learn', consultation),
  ])
  const gone = model ? await goneSince(model) : 0
  const themes = themeViews(codebook.themes)
  const begun = teaching.themes.filter(theme => theme.passages > 0)
  const running = job && (job.state === 'waiting' || job.state === 'running')
  return {
    sources: sourceChoices(codebook, model !== null, problem),
    taught: begun
      .map(each => ({ ...each, name: viewOf(themes, each.theme) }))
      .sort((a, b) => b.passages - a.passages),
    untaught: teaching.themes.length - begun.length,
    examples: teaching.examples.length,
    mayLearn: !running && teaching.themes.some(theme => theme.enough),
    fewestPassages,
    fewestWriters,
    job: running ? { done: job.done, of: job.of } : null,
    failed: job?.state === 'failed' ? failureOf(job) : '',
    model: model && modelView(model, gone, id => viewOf(themes, id)),
  }
}

/** What `govuk/radios` takes. */
function sourceChoices({ suggests }: Codebook, hasModel: boolean, problem: string | undefined) {
  const offered = (Object.keys(sources) as SuggestionSource[]).filter(
    source => source !== 'learning' || hasModel,
  )
  return {
    name: 'suggests',
    classes: 'govuk-radios--small',
    fieldset: { legend: { text: 'How the machine suggests', classes: 'govuk-fieldset__legend--m' } },
    ...(problem ? { errorMessage: { text: problem } } : {}),
    items: offered.map(value => ({
      value,
      text: sources[value].text,
      hint: { text: sources[value].hint },
      checked: value === suggests,
    })),
  }
}

function failureOf({ problem }: Job): string {
  return problem ?? 'The reason is in the server’s log.'
}

/** How many of those whose words a model was learned from withdrew, refused the machine or replaced an answer since. */
async function goneSince({ respondents, texts = [] }: Model): Promise<number> {
  const learned = new Set(texts)
  const isGone = (response: Response) =>
    !isForMachine(response) || response.replaced?.some(text => learned.has(text)) === true
  let gone = 0
  for (let from = 0; from < respondents.length; from += atOnce)
    gone += (await findResponses(respondents.slice(from, from + atOnce))).filter(isGone).length
  return gone
}

function modelView<View>(
  { learnedAt, passages, respondents, quality }: Model,
  withdrawn: number,
  viewOfTheme: (id: string) => View,
) {
  return {
    learnedAt,
    passages,
    respondents: respondents.length,
    withdrawn,
    quality: quality.labels.map(({ label, support, tooFew, intervals, ...shares }) => ({
      theme: viewOfTheme(label),
      support,
      tooFew,
      precision: shareView(shares.precision, intervals.precision),
      recall: shareView(shares.recall, intervals.recall),
      f1: shareView(shares.f1, intervals.f1),
    })),
    overall: overallView(quality),
  }
}

function overallView({ precision, recall, measured }: Quality) {
  return measured === 0
    ? null
    : { precision: shareView(precision, null), recall: shareView(recall, null), measured }
}
