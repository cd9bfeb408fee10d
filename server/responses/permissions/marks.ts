import { type Span, sentences } from '../../../analysis/index.ts'
import { say } from '../../http/languages/say.ts'
import type { Draft } from '../draftStore.ts'

/** Where in an answer the sentences stand that were marked, each wherever it stands. */
export function markedIn(text: string, marked: string[]): Span[] {
  const wanted = new Set(marked)
  return sentences(text).filter(({ start, end }) => wanted.has(text.slice(start, end)))
}

/** Sentences that were marked, and are not in an answer as it is now. */
export function missingMarks(text: string, marked: string[]): string[] {
  const there = new Set(sentences(text).map(({ start, end }) => text.slice(start, end)))
  return marked.filter(sentence => !there.has(sentence))
}

/** What of a draft is permitted less widely, in a sentence; undefined where nothing is. */
export function narrowedWords({ draft }: { draft: Draft }): string | undefined {
  const marked = Object.values(draft.withheld ?? {}).reduce((sum, sentences) => sum + sentences.length, 0)
  return narrowedCount(Object.keys(draft.narrower ?? {}).length, marked)
}

/** How many answers are permitted less widely and how many passages not at all, in a sentence; undefined for none. */
export function narrowedCount(answers: number, passages: number): string | undefined {
  if (answers > 0 && passages > 0)
    return say(
      'You made a choice for {{count answers "single answer" "single answers"}}, and marked {{count passages "passage" "passages"}} as not for quotation.',
      { answers, passages },
    )
  if (answers > 0)
    return say('You made a choice for {{count answers "single answer" "single answers"}}.', { answers })
  if (passages > 0)
    return say('You marked {{count passages "passage" "passages"}} as not for quotation.', { passages })
  return undefined
}
