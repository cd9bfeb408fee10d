import { settledCodings, unreviewedTags } from '../../analysis/application.ts'
import type { Span, Stance, Tag } from '../../analysis/index.ts'
import type { Response } from '../responses/response.ts'
import type { StoredCoding } from './coding.ts'
import type { CodingAsStands } from './codingQueryStore.ts'
import { leastSure } from './leastSure.ts'
import { type Mention, type MentionState, mentionId } from './mentionStore.ts'
import { facetsOf } from './queue/facets.ts'
import { overlap } from './span.ts'
import type { Tagging } from './taggingStore.ts'

/** Whether two tags suggest the same theme for the same words: several rules may match one sentence. */
export function samePassage(a: Tag, b: Tag): boolean {
  return a.text === b.text && a.theme === b.theme && a.start === b.start && a.end === b.end
}

/** The first tag of each passage and theme: what a person decides on once. */
export function onePerPassage(tags: Tag[]): Tag[] {
  return [...byPassage(tags).values()].flatMap(([first]) => first ?? [])
}

function byPassage(tags: Tag[]): Map<string, Tag[]> {
  const passages = new Map<string, Tag[]>()
  for (const tag of tags) {
    const place = placeOf(tag)
    const known = passages.get(place)
    if (known) known.push(tag)
    else passages.set(place, [tag])
  }
  return passages
}

function placeOf({ text, start, end, theme }: Tag): string {
  return `${text} ${start} ${end} ${theme}`
}

/** What of a text is a letter’s: all but what its sender added. */
export type LetterCopy = { letter: string; text: string; added: readonly Span[] }

/**
 * One respondent's mentions, from who they are, the taggings of their current texts and the codings of these that stand.
 * @param copies which of their texts are copies of letters
 */
export function mentionsFrom(
  consultation: string,
  { _id: respondent, attributes }: Pick<Response, '_id' | 'attributes'>,
  taggings: Tagging[],
  codings: CodingAsStands[],
  copies: readonly LetterCopy[] = [],
): Mention[] {
  const passages = byPassage(taggings.flatMap(tagging => tagging.tags))
  const tags = [...passages.values()].flatMap(([first]) => first ?? [])
  const questions = new Map(taggings.map(tagging => [tagging._id, tagging.question]))
  const themes = new Set([...tags, ...codings].map(passage => passage.theme))
  return [...themes].map(theme => {
    const decided = codings.filter(coding => coding.theme === theme)
    const waiting = unreviewedTags(
      tags.filter(tag => tag.theme === theme),
      decided,
    )
    const accepted = settledCodings(decided).filter(coding => coding.verdict === 'accepted')
    const _id = mentionId(respondent, theme)
    const undecided = waiting.map(tag => passages.get(placeOf(tag)) ?? [])
    return {
      _id,
      consultation,
      respondent,
      theme,
      state: stateOf(accepted, waiting.length),
      stance: stanceOf(accepted),
      waiting: waiting.length > 0,
      unreviewed: waiting.length,
      rank: leastSure(_id, undecided),
      facets: facetsOf(undecided, attributes),
      questions: [...new Set(waiting.flatMap(tag => questions.get(tag.text) ?? []))],
      letter: letterOfAll(waiting, copies),
    }
  })
}

/** The one letter in whose words all of these stand; empty where there is none. */
function letterOfAll(tags: Tag[], copies: readonly LetterCopy[]): string {
  const letters = new Set(
    tags.map(tag => copies.find(copy => copy.text === tag.text && isShared(tag, copy))?.letter ?? ''),
  )
  return letters.size === 1 ? ([...letters][0] ?? '') : ''
}

/** Whether a passage of a copy is the letter’s, and nothing of it its sender’s own. */
export function isShared(span: Span, { added }: Pick<LetterCopy, 'added'>): boolean {
  return !added.some(own => overlap(own, span))
}

function stateOf(accepted: CodingAsStands[], unreviewed: number): MentionState {
  if (accepted.some(coding => coding.origin === 'unaided')) return 'unaided'
  if (accepted.length > 0) return 'machine'
  return unreviewed > 0 ? 'unreviewed' : 'rejected'
}

/** What several passages come to: support beside opposition is mixed; a bare mention counts only where all are. */
export function stanceOf(accepted: Pick<StoredCoding, 'stance'>[]): Stance | null {
  if (accepted.length === 0) return null
  const found = new Set(accepted.map(coding => coding.stance))
  if (found.has('mixed') || (found.has('supports') && found.has('opposes'))) return 'mixed'
  if (found.has('supports')) return 'supports'
  return found.has('opposes') ? 'opposes' : 'mentions'
}
