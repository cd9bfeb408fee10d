import type { Verdict } from '../../../analysis/index.ts'
import type { CodingAsStands } from '../../coding/codingQueryStore.ts'
import { standingCodings } from '../../coding/codingStore.ts'
import type { Sees } from '../../coding/rounds/hidden.ts'
import { overlap } from '../../coding/span.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
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

/** A passage to look at. `coded`: the other themes that somebody accepted there, where nobody decided on this one. */
export type Sample = {
  response: Response
  text: Text
  passage: Passage
  standing: Standing
  coded: string[]
}

/** How many passages some words that matched are in, in lower case, and what people decided of them. */
export type Form = { words: string; passages: number } & Record<Standing, number>

/** What other rules would find, and what that is more and less than what the rules of now find. */
export type Change = Record<'finds' | 'gained' | 'lost', Tally> & {
  samples: Record<'finds' | 'gained' | 'lost' | 'otherwise', Sample[]>
  /** By which words they would find it, the most frequent first. */
  forms: Form[]
  /** How many passages that they would find people coded with another theme and did not decide on for this one. */
  otherwise: number
}

/** `whole`: all were looked at who may have written something of it. */
export type Comparison = { looked: number; whole: boolean; changes: Change[] }

const atOnce = 60
/** No comparison looks at more respondents than this. */
const most = 2000
const mostSamples = 8
/** So many different words that match are counted; one that is met later is not. */
const mostForms = 500

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
  if (looksAt.length === 0) return { looked: 0, whole: true, changes: changes.map(withResponses) }
  const next = await candidatesFor(consultation, needsOfAny(looksAt.map(needsOfRule)), 'accepted')
  let looked = 0
  for (let after = ''; ; ) {
    const { respondents, isLast } = await next(after, atOnce)
    looked += respondents.length
    after = respondents.at(-1) ?? after
    for (const { response, text, codings, others } of await readFor(consultation, theme, respondents, sees)) {
      const found = suggestedIn(rules, text)
      if (found.size === 0) continue
      const now = passagesOf(found, before)
      for (const [index, change] of changes.entries()) {
        const then = passagesOf(found, sets[index] ?? [])
        const take = (into: 'finds' | 'gained' | 'lost', passage: Passage) =>
          add(change, into, { response, text, passage, ...standingOf(passage, codings, others) })
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

type Read = { response: Response; text: Text; codings: CodingAsStands[]; others: CodingAsStands[] }

/** The texts that the machine may read of these respondents, with what is decided on them for a theme and for others. */
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
  const seen = codings.filter(sees)
  return texts.flatMap(text => {
    const response = responseOf.get(text.respondent)
    const here = seen.filter(coding => coding.text === text._id)
    const [own, others] = [
      here.filter(coding => coding.theme === theme),
      here.filter(coding => coding.theme !== theme && coding.verdict === 'accepted'),
    ]
    return response ? [{ response, text, codings: own, others }] : []
  })
}

function standingOf(
  passage: Passage,
  codings: CodingAsStands[],
  others: CodingAsStands[],
): Pick<Sample, 'standing' | 'coded'> {
  const here = codings.filter(coding => overlap(coding, passage))
  if (here.some(({ verdict }) => verdict === 'accepted')) return { standing: 'accepted', coded: [] }
  if (here.length > 0) return { standing: 'rejected', coded: [] }
  const themes = others.filter(coding => overlap(coding, passage)).map(coding => coding.theme)
  return { standing: 'undecided', coded: [...new Set(themes)] }
}

type Counting = Omit<Change, 'forms'> & {
  forms: Map<string, Form>
  who: Record<'finds' | 'gained' | 'lost', Set<string>>
}

function emptyChange(): Counting {
  const tally = (): Tally => ({ passages: 0, responses: 0, accepted: 0, rejected: 0, undecided: 0 })
  return {
    ...{ finds: tally(), gained: tally(), lost: tally() },
    samples: { finds: [], gained: [], lost: [], otherwise: [] },
    forms: new Map(),
    otherwise: 0,
    who: { finds: new Set(), gained: new Set(), lost: new Set() },
  }
}

/** Counts a passage, and keeps it to look at where few of its standing are kept yet. */
function add(change: Counting, into: 'finds' | 'gained' | 'lost', sample: Sample): void {
  change[into].passages++
  change[into][sample.standing]++
  change.who[into].add(sample.response._id)
  if (into === 'finds') addFinding(change, sample)
  const kept = change.samples[into]
  if (kept.filter(({ standing }) => standing === sample.standing).length < mostSamples) kept.push(sample)
}

/** Counts by which words a passage is found, and whether it was coded with another theme. */
function addFinding(change: Counting, sample: Sample): void {
  const { forms, samples } = change
  const { passage, text, standing, coded } = sample
  if (coded.length > 0) {
    change.otherwise++
    if (samples.otherwise.length < mostSamples) samples.otherwise.push(sample)
  }
  const words = passage.evidence.map(({ start, end }) => text.text.slice(start, end).toLowerCase())
  for (const word of new Set(words)) {
    const form = forms.get(word) ?? { words: word, passages: 0, accepted: 0, rejected: 0, undecided: 0 }
    form.passages++
    form[standing]++
    if (forms.size < mostForms) forms.set(word, form)
  }
}

function withResponses({ who, forms, ...change }: Counting): Change {
  return {
    ...change,
    forms: [...forms.values()].sort((a, b) => b.passages - a.passages || a.words.localeCompare(b.words)),
    finds: { ...change.finds, responses: who.finds.size },
    gained: { ...change.gained, responses: who.gained.size },
    lost: { ...change.lost, responses: who.lost.size },
  }
}
