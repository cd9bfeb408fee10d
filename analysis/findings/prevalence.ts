import type { Answer, Coding, Stance, Tag } from '../model.ts'
import { isNonAnswer } from '../text/nonAnswers.ts'

/**
 * How many respondents stand where on a claim, each counted once, over `of`: those in its scope.
 * `coded` says how the counted respondents' positions were made, and how many more are only tagged by machine.
 */
export type Prevalence = Record<Stance, number> & {
  of: number
  coded: {
    /** Counted, with at least one coding made unaided. */
    unaided: number
    /** Counted, with codings accepted from the machine and none made unaided. */
    acceptedFromMachine: number
    /** Not counted: a tag of the claim's themes that nobody has accepted or rejected. */
    unreviewed: number
  }
}

/** What a claim rests on: passages of any of its themes, or respondents who raised all of them. */
export type Claim = { themes: string[]; match: 'any' | 'all' }

export type PrevalenceInput = {
  claim: Claim
  /** The texts in the claim's scope of those who are counted over: see `inScope`. */
  answers: Answer[]
  codings: Coding[]
  tags: Tag[]
}

/**
 * The answers that a count is over: those to `questions` (all where none are named), of respondents who have
 * not withdrawn, with more than a non-answer ("n/a", "no comment").
 */
export function inScope(
  answers: Answer[],
  { questions = null, withdrawn }: { questions?: string[] | null; withdrawn: ReadonlySet<string> },
): Answer[] {
  return answers.filter(
    ({ question, respondent, text }) =>
      (questions === null || questions.includes(question)) &&
      !withdrawn.has(respondent) &&
      !isNonAnswer(text),
  )
}

/**
 * Counts a claim. Only accepted codings of texts in scope count, by any coder. A respondent who both supports
 * and opposes, or is mixed anywhere, is mixed; one who supports here and mentions there supports. Where all
 * themes are asked for, a respondent counts once every theme has a coding, and supports (or opposes) only if
 * every theme does.
 *
 * @throws Error when the claim names no theme.
 */
export function prevalence({ claim, answers, codings, tags }: PrevalenceInput): Prevalence {
  const positions = positionsOn({ claim, answers, codings })
  const respondentOf = respondentsByText(answers)
  const open = unreviewedTags(tags, relevantTo(claim, answers, codings))
  const waiting = new Set(
    open.flatMap(tag => (claim.themes.includes(tag.theme) ? (respondentOf.get(tag.text) ?? []) : [])),
  )
  const unreviewed = [...waiting].filter(respondent => !positions.has(respondent)).length
  return tallied(positions, { of: new Set(respondentOf.values()).size, unreviewed })
}

/** The count that positions come to, among `of` respondents, of whom `unreviewed` more are only tagged by machine. */
export function tallied(
  positions: ReadonlyMap<string, Position>,
  { of, unreviewed }: { of: number; unreviewed: number },
): Prevalence {
  const coded = { unaided: 0, acceptedFromMachine: 0, unreviewed }
  const count: Prevalence = { supports: 0, opposes: 0, mixed: 0, mentions: 0, of, coded }
  for (const { stance, unaided } of positions.values()) {
    count[stance]++
    coded[unaided ? 'unaided' : 'acceptedFromMachine']++
  }
  return count
}

/** Where a respondent stands on a claim, and whether any coding that says so was made unaided. */
export type Position = { stance: Stance; unaided: boolean }

/**
 * The respondents that {@link prevalence} counts, each with their position.
 *
 * @throws Error when the claim names no theme.
 */
export function positionsOn({
  claim,
  answers,
  codings,
}: Omit<PrevalenceInput, 'tags'>): Map<string, Position> {
  const respondentOf = respondentsByText(answers)
  const accepted = groupBy(
    relevantTo(claim, answers, codings).filter(coding => coding.verdict === 'accepted'),
    coding => respondentOf.get(coding.text) ?? '',
  )
  const positions = new Map<string, Position>()
  for (const [respondent, own] of accepted) {
    const stance = positionOn(claim, own)
    if (stance)
      positions.set(respondent, { stance, unaided: own.some(coding => coding.origin === 'unaided') })
  }
  return positions
}

function relevantTo(claim: Claim, answers: Answer[], codings: Coding[]): Coding[] {
  if (claim.themes.length === 0) throw new Error('prevalence: the claim names no theme')
  const respondentOf = respondentsByText(answers)
  return codings.filter(coding => claim.themes.includes(coding.theme) && respondentOf.has(coding.text))
}

function respondentsByText(answers: Answer[]): Map<string, string> {
  return new Map(answers.map(answer => [answer.id, answer.respondent]))
}

/** The tags that no coding of the same theme, accepted or rejected, touches. */
export function unreviewedTags(
  tags: Tag[],
  codings: Pick<Coding, 'text' | 'theme' | 'start' | 'end'>[],
): Tag[] {
  const reviewed = groupBy(codings, coding => `${coding.text}\n${coding.theme}`)
  return tags.filter(tag => {
    const beside = reviewed.get(`${tag.text}\n${tag.theme}`) ?? []
    return !beside.some(coding => coding.start < tag.end && tag.start < coding.end)
  })
}

/** One respondent's stance on a claim from their accepted codings; null where they are not counted. */
function positionOn(claim: Claim, codings: Coding[]): Stance | null {
  if (claim.match === 'any') return combined(codings.map(coding => coding.stance))
  const byTheme = groupBy(codings, coding => coding.theme)
  if (claim.themes.some(theme => !byTheme.has(theme))) return null
  const stances = [...byTheme.values()].map(own => combined(own.map(coding => coding.stance)))
  const overall = combined(stances)
  return overall === 'mixed' || stances.every(stance => stance === overall) ? overall : 'mentions'
}

function combined(stances: Stance[]): Stance {
  const has = (stance: Stance) => stances.includes(stance)
  if (has('mixed') || (has('supports') && has('opposes'))) return 'mixed'
  if (has('supports')) return 'supports'
  return has('opposes') ? 'opposes' : 'mentions'
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
