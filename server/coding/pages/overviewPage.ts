import { nonAnswers } from '../../../analysis/index.ts'
import { type Codebook, codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { findJob } from '../../jobs/store.ts'
import { KeptCounts } from '../../keptCounts.ts'
import { countResponses, totalWords } from '../../responses/countStore.ts'
import { countHeld } from '../../responses/held/heldStore.ts'
import { hasMany } from '../../responses/many.ts'
import { sampleOf } from '../audit/sample.ts'
import { countStates, countWaiting, type LeftOut, mentionsOfRespondents } from '../mentionStore.ts'
import { madeBy } from './madeBy.ts'
import { type ThemeView, themeViews } from './themeViews.ts'

/**
 * The desk's first page of a consultation: what there is, how far it has been coded, and what to do next.
 *
 * @param hidden responses of which whoever asks may not see what is coded: see rounds/hidden.ts
 */
export async function overviewPage(asked: Consultation, hidden: ReadonlySet<string>) {
  const consultation = asked._id
  const [codebook, leftOut] = await Promise.all([
    codebookOf(consultation),
    mentionsOfRespondents(consultation, hidden),
  ])
  const [responses, withdrawn, held, counted, waiting, job] = await Promise.all([
    countResponses(consultation),
    countResponses(consultation, 'withdrawn'),
    countHeld(consultation),
    countedIn(codebook, leftOut),
    countWaiting(consultation, { without: [...hidden] }),
    findJob('retag', consultation),
  ])
  const { words, themes } = counted.value
  const path = `/desk/${consultation}`
  const running = job && (job.state === 'waiting' || job.state === 'running')
  return {
    responses,
    words,
    asOf: counted.at,
    withdrawn,
    held,
    hidden: hidden.size,
    waiting,
    madeBy: themes.length > 0 ? madeBy(themes, await sampleOf(consultation)) : null,
    themes: themes.map(theme => themeRow(theme, responses, path)),
    step: nextStep(path, asked, responses, codebook.themes.length, waiting),
    job: running ? { done: job.done, of: job.of } : null,
    nonAnswers: nonAnswers.map(words => words.replaceAll('#', '3')).join(', '),
    failed: job?.state === 'failed' ? (job.problem ?? 'unknown') : null,
  }
}

type InAll = { words: number; themes: CountedTheme[] }
const kept = new KeptCounts<InAll>(() => true)

/** What is counted over all responses; `at`: of when it is, where it is not of this moment since there are too many. */
async function countedIn(codebook: Codebook, leftOut: LeftOut): Promise<{ value: InAll; at?: Date }> {
  const { consultation, version } = codebook
  const count = async () => {
    const [words, themes] = await Promise.all([totalWords(consultation), countedThemes(codebook, leftOut)])
    return { words, themes }
  }
  // Of whom some is hidden, others’ counts would tell it.
  if (leftOut.length > 0 || !(await hasMany(consultation))) return { value: await count() }
  return kept.of(`${consultation} ${version}`, count)
}

type CountedTheme = ThemeView & Awaited<ReturnType<typeof countStates>>

/** The themes in use with their counts, each counted by an index. */
function countedThemes({ consultation, themes }: Codebook, leftOut: LeftOut): Promise<CountedTheme[]> {
  const inUse = [...themeViews(themes).values()].filter(theme => !theme.archived)
  return Promise.all(
    inUse.map(async theme => ({ ...theme, ...(await countStates(consultation, theme.id, leftOut)) })),
  )
}

function themeRow(theme: CountedTheme, responses: number, path: string) {
  const { unaided, machine, unreviewed } = theme
  const share = (respondents: number) =>
    responses === 0 ? 0 : Math.round((respondents / responses) * 1000) / 10
  return {
    ...theme,
    href: `${path}/themes/${theme.id}`,
    // A bar of three parts, in per cent of the respondents.
    bar: {
      unaided: { x: 0, width: share(unaided) },
      machine: { x: share(unaided), width: share(machine) },
      unreviewed: { x: share(unaided + machine), width: share(unreviewed) },
    },
  }
}

function nextStep(
  path: string,
  consultation: Consultation,
  responses: number,
  themes: number,
  waiting: number,
) {
  if (consultation.kind === 'open' && consultation.version === 0)
    return {
      href: `${path}/setup`,
      label: 'Set up and run',
      why: 'Nobody can answer yet: its questions are not published. The page of its setting up says what comes next.',
    }
  if (responses === 0 && consultation.kind === 'imported')
    return {
      href: '/desk/import',
      label: 'Import responses',
      why: 'It holds no responses: those that were imported were taken back.',
    }
  if (themes === 0)
    return {
      href: `${path}/themes`,
      label: 'Set up the codebook',
      why: 'Begin from a codebook, and the machine suggests its themes; or begin with none, and make themes as you read.',
    }
  if (responses === 0)
    return {
      href: `/c/${consultation._id}`,
      label: 'Share the consultation',
      why: 'Nobody has answered yet. Send people the address of its first page, or import responses that you have.',
    }
  if (waiting > 0)
    return {
      href: `${path}/queue`,
      label: 'Review suggestions',
      why: 'Nothing that the machine suggests counts until a person has accepted it.',
    }
  return {
    href: `${path}/findings`,
    label: 'Write findings',
    why: 'Every suggestion has been decided on. Read on and code what the machine did not see, or write findings.',
  }
}
