import { settledCodings } from '../../../analysis/application.ts'
import { groupBy } from '../../groupBy.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import type { CountedCoding } from '../codingQueryStore.ts'
import { decisionsOn } from '../codingStore.ts'
import { type Excerpt, excerptOf } from '../pages/excerpt.ts'
import { coderNames, stanceNames } from '../pages/names.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { overlap } from '../span.ts'
import { type Join, joined, joinOf } from './join.ts'
import { settlesNothing } from './outcomes.ts'

const mostSamples = 10

type Overlap = { from: CountedCoding; into: CountedCoding }

/** A passage on which a coder decided for both themes, otherwise for each, and what becomes of it. */
type Sample = { excerpt: Excerpt; who: string; from: string; into: string; becomes: string; href: string }

/**
 * What merging a theme into another would do: how many codings each has, which fall on the same passage by the same
 * coder and what becomes of them, and some of these to look at.
 */
export async function mergePreview(
  consultation: string,
  from: string,
  into: string,
  rules: boolean,
  account: string,
) {
  const codings = await decisionsOn(consultation, [from, into])
  const [own, others] = [
    codings.filter(({ theme }) => theme === from),
    codings.filter(({ theme }) => theme === into),
  ]
  const byText = groupBy(
    others.filter(({ adjudicates }) => !adjudicates),
    coding => `${coding.coder} ${coding.text}`,
  )
  const counting = new Set(settledCodings(own))
  const moving = own.filter(coding => counting.has(coding) && (rules || coding.verdict === 'accepted'))
  const found: Record<Join, Overlap[]> = { same: [], stance: [], verdict: [] }
  let beside = 0
  for (const coding of moving) {
    // What settles a difference is no coding of its coder’s own, and joins none.
    const near = coding.adjudicates ? [] : (byText.get(`${coding.coder} ${coding.text}`) ?? [])
    const twin = near.find(({ start, end }) => start === coding.start && end === coding.end)
    if (twin) found[joinOf(coding, twin)].push({ from: coding, into: twin })
    else if (near.some(each => overlap(each, coding))) beside++
  }
  return {
    from: summed(own),
    into: summed(others),
    moving: moving.length,
    staying: counting.size - moving.length,
    overruled: own.length - counting.size,
    same: found.same.length,
    stance: found.stance.length,
    verdict: found.verdict.length,
    beside,
    after: new Set(
      settledCodings([...moving.map(coding => asMoved(coding, into)), ...others])
        .filter(isAccepted)
        .map(({ respondent }) => respondent),
    ).size,
    samples: await samplesOf(consultation, [...found.verdict, ...found.stance], account),
  }
}

function asMoved({ adjudicates, ...coding }: CountedCoding, into: string): CountedCoding {
  return { ...coding, theme: into, ...(adjudicates ? { adjudicates: settlesNothing(adjudicates) } : {}) }
}

function summed(codings: CountedCoding[]) {
  const accepted = codings.filter(isAccepted)
  return {
    accepted: accepted.length,
    rejected: codings.length - accepted.length,
    respondents: new Set(accepted.map(({ respondent }) => respondent)).size,
  }
}

function isAccepted({ verdict }: CountedCoding): boolean {
  return verdict === 'accepted'
}

/** Some of the passages, of answers that stand and that whoever asks may see coded. */
async function samplesOf(consultation: string, overlaps: Overlap[], account: string): Promise<Sample[]> {
  const some = overlaps.slice(0, mostSamples)
  const [texts, responses, nameOf, hidden] = await Promise.all([
    findTexts([...new Set(some.map(({ from }) => from.text))]),
    findResponses([...new Set(some.map(({ from }) => from.respondent))]),
    coderNames(),
    hiddenFrom(consultation, account),
  ])
  return some.flatMap(({ from, into }) => {
    const text = texts.find(({ _id }) => _id === from.text)?.text
    const response = responses.find(({ _id }) => _id === from.respondent)
    if (text === undefined || !response || hidden.has(response._id)) return []
    if (response.state !== 'submitted' || !currentTexts(response).includes(from.text)) return []
    return {
      excerpt: excerptOf(text, from),
      who: nameOf(from.coder),
      from: said(from),
      into: said(into),
      becomes: said(joined({ ...from, codebookVersion: 0 }, { ...into, codebookVersion: 0 })),
      href: `/desk/${consultation}/responses/${response._id}`,
    }
  })
}

function said({ verdict, stance }: Pick<CountedCoding, 'verdict' | 'stance'>): string {
  return verdict === 'rejected' ? 'rejected' : `accepted, ${stanceNames[stance].toLowerCase()}`
}
