import type { Verdict } from '../../../analysis/index.ts'
import { type CodingAsStands, standingCodings } from '../../coding/codingStore.ts'
import { currentTexts } from '../../coding/currentTexts.ts'
import type { Sees } from '../../coding/rounds/hidden.ts'
import { overlap } from '../../coding/span.ts'
import { isForMachine, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import { candidatesFor } from '../candidates.ts'
import { needsOfAny, needsOfRule } from '../needs.ts'
import type { Passage } from '../query/evaluate.ts'
import { passagesOf, suggestedIn, tried } from './ruleMatches.ts'

/** What people decided of a passage for the theme: nothing yet where nobody did. */
export type Standing = Verdict | 'undecided'

/** How many passages, of how many respondents, and what people decided of them. */
export type Tally = { passages: number; responses: number } & Record<Standing, number>

/** A passage to look at. */
export type Sample = { response: Response; text: Text; passage: Passage; standing: Standing }

/** What other rules would find, and what that is more and less than what the rules of now find. */
export type Change = Record<'finds' | 'gained' | 'lost', Tally> & {
  samples: Record<'finds' | 'gained' | 'lost', Sample[]>
}

/** `whole`: all were looked at who may have written something of it. */
export type Comparison = { looked: number; whole: boolean; changes: Change[] }

const atOnce = 60
/** No comparison looks at more respondents than this. */
const most = 2000
const mostSamples = 8

/**
 * What a theme's rules would suggest instead of those of now, in one pass for several sets of rules.
 * @param looksAt the rules whose matches are looked at; those of every set that only stay the same can be left out
 * @param sees what of others' decisions whoever asks may see
 */
export async function compareRules(
  consultation: string,
  theme: string,
  before: string[],
  sets: string[][],
  looksAt: string[],
  sees: Sees,
): Promise<Comparison> {
  const rules = tried([...before, ...sets.flat()])
  const changes = sets.map(emptyChange)
  if (looksAt.length === 0) return { looked: 0, whole: true, changes }
  const next = await candidatesFor(consultation, needsOfAny(looksAt.map(needsOfRule)), 'accepted')
  let looked = 0
  for (let after = ''; ; ) {
    const { respondents, isLast } = await next(after, atOnce)
    looked += respondents.length
    after = respondents.at(-1) ?? after
    for (const { response, text, codings } of await readFor(consultation, theme, respondents, sees)) {
      const found = suggestedIn(rules, text)
      if (found.size === 0) continue
      const now = passagesOf(found, before)
      for (const [index, change] of changes.entries()) {
        const then = passagesOf(found, sets[index] ?? [])
        const take = (into: 'finds' | 'gained' | 'lost', passage: Passage) =>
          add(change, into, { response, text, passage, standing: standingOf(passage, codings) })
        for (const [place, passage] of then) {
          take('finds', passage)
          if (!now.has(place)) take('gained', passage)
        }
        for (const [place, passage] of now) if (!then.has(place)) take('lost', passage)
      }
    }
    if (isLast || looked >= most) return { looked, whole: isLast, changes: changes.map(withResponses) }
  }
}

type Read = { response: Response; text: Text; codings: CodingAsStands[] }

/** The texts that the machine may read of these respondents, with what is decided on them for a theme. */
async function readFor(
  consultation: string,
  theme: string,
  respondents: string[],
  sees: Sees,
): Promise<Read[]> {
  if (respondents.length === 0) return []
  const responses = (await findResponses(respondents)).filter(isForMachine)
  const [texts, codings] = await Promise.all([
    findTexts(responses.flatMap(currentTexts)),
    standingCodings(consultation, respondents),
  ])
  const responseOf = new Map(responses.map(response => [response._id, response]))
  const ofTheme = codings.filter(coding => coding.theme === theme && sees(coding))
  return texts.flatMap(text => {
    const response = responseOf.get(text.respondent)
    return response ? [{ response, text, codings: ofTheme.filter(coding => coding.text === text._id) }] : []
  })
}

function standingOf(passage: Passage, codings: CodingAsStands[]): Standing {
  const here = codings.filter(coding => overlap(coding, passage))
  if (here.some(({ verdict }) => verdict === 'accepted')) return 'accepted'
  return here.length > 0 ? 'rejected' : 'undecided'
}

type Counting = Change & { who: Record<'finds' | 'gained' | 'lost', Set<string>> }

function emptyChange(): Counting {
  const tally = (): Tally => ({ passages: 0, responses: 0, accepted: 0, rejected: 0, undecided: 0 })
  return {
    ...{ finds: tally(), gained: tally(), lost: tally() },
    samples: { finds: [], gained: [], lost: [] },
    who: { finds: new Set(), gained: new Set(), lost: new Set() },
  }
}

/** Counts a passage, and keeps it to look at where few of its standing are kept yet. */
function add(change: Counting, into: 'finds' | 'gained' | 'lost', sample: Sample): void {
  change[into].passages++
  change[into][sample.standing]++
  change.who[into].add(sample.response._id)
  const kept = change.samples[into]
  if (kept.filter(({ standing }) => standing === sample.standing).length < mostSamples) kept.push(sample)
}

function withResponses({ who, ...change }: Counting): Change {
  return {
    ...change,
    finds: { ...change.finds, responses: who.finds.size },
    gained: { ...change.gained, responses: who.gained.size },
    lost: { ...change.lost, responses: who.lost.size },
  }
}
