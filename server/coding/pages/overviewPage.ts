import { type Codebook, codebookOf } from '../../codebook/store.ts'
import { findJob } from '../../jobs/store.ts'
import { standingRespondents, withdrawnRespondents } from '../../responses/store.ts'
import { totalWords } from '../../responses/textStore.ts'
import { countMentions, countWaiting, type MentionCount } from '../mentionStore.ts'
import { countsView } from './themePage.ts'
import { themeViews } from './themeViews.ts'

/** The desk's first page of a consultation: what there is, how far it has been coded, and what to do next. */
export async function overviewPage(consultation: string) {
  const standing = await standingRespondents(consultation)
  const responses = standing.size
  const [withdrawn, words, mentions, waiting, codebook, job] = await Promise.all([
    withdrawnRespondents(consultation),
    totalWords(consultation, standing),
    countMentions(consultation),
    countWaiting(consultation),
    codebookOf(consultation),
    findJob('retag', consultation),
  ])
  const path = `/desk/${consultation}`
  const running = job && (job.state === 'waiting' || job.state === 'running')
  return {
    responses,
    words,
    withdrawn: withdrawn.length,
    waiting,
    themes: themeRows(codebook, mentions, responses, path),
    step: nextStep(path, consultation, responses, codebook.themes.length, waiting),
    job: running ? { done: job.done, of: job.of } : null,
    failed: job?.state === 'failed' ? (job.problem ?? 'unknown') : null,
  }
}

function themeRows(codebook: Codebook, mentions: MentionCount[], responses: number, path: string) {
  const counts = new Map<string, MentionCount[]>()
  for (const mention of mentions) counts.set(mention.theme, [...(counts.get(mention.theme) ?? []), mention])
  return [...themeViews(codebook.themes).values()]
    .filter(theme => !theme.archived)
    .map(theme => {
      const { unaided, machine, unreviewed } = countsView(counts.get(theme.id) ?? [])
      const share = (respondents: number) =>
        responses === 0 ? 0 : Math.round((respondents / responses) * 1000) / 10
      return {
        ...theme,
        href: `${path}/themes/${theme.id}`,
        unaided,
        machine,
        unreviewed,
        // A bar of three parts, in per cent of the respondents.
        bar: {
          unaided: { x: 0, width: share(unaided) },
          machine: { x: share(unaided), width: share(machine) },
          unreviewed: { x: share(unaided + machine), width: share(unreviewed) },
        },
      }
    })
}

function nextStep(path: string, consultation: string, responses: number, themes: number, waiting: number) {
  if (themes === 0)
    return {
      href: `${path}/themes`,
      label: 'Set up the codebook',
      why: 'The machine suggests themes once the codebook has some. The starter codebook is a quick beginning.',
    }
  if (responses === 0)
    return {
      href: `/c/${consultation}`,
      label: 'Share the consultation',
      why: 'Nobody has answered yet. Send people this page’s address, or import responses that you have.',
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
