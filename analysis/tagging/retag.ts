import type { Answer, Span, Tag, Theme } from '../model.ts'
import { themesToRetag } from './changed.ts'
import { Glance } from './glance.ts'
import { loneSentence } from './loneSentence.ts'
import { mergeTags } from './mergeTags.ts'
import { compileCodebook, type Tagger, tagAnswer, tagSentence } from './tag.ts'

type Themes = readonly Pick<Theme, 'id' | 'rules'>[]

/** An edit of a codebook made ready for tagging anew. As a tagger it remembers words, so one is best used for many answers. */
export type CompiledEdit = {
  /** The codebook after the edit. */
  readonly themes: Themes
  /** The ids of the themes whose tags the edit can have changed. */
  readonly changed: ReadonlySet<string>
  /** Of those of them that are still there. */
  readonly tagger: Tagger
  /** Looks for the terms of their rules, those before the edit and those after it. */
  readonly glance: Glance
  /** Whether themes that were not changed stand in another order. */
  readonly isReordered: boolean
}

/**
 * Makes an edit of a codebook ready for `retagAnswer`.
 *
 * @throws Error naming the first changed rule that cannot be read
 */
export function compileEdit(before: Themes, after: Themes): CompiledEdit {
  const changed = new Set(themesToRetag(before, after))
  const of = (themes: Themes) => themes.filter(theme => changed.has(theme.id))
  const tagger = compileCodebook(of(after))
  const order = (themes: Themes) =>
    themes
      .filter(theme => !changed.has(theme.id))
      .map(theme => theme.id)
      .join('\n')
  const isReordered = order(before) !== order(after)
  return {
    themes: after,
    changed,
    tagger,
    glance: new Glance(compileCodebook([...of(after), ...of(before)])),
    isReordered,
  }
}

/**
 * The tags of an answer after an edit of the codebook: the same as tagging it anew, though only the rules of
 * changed themes are run, and these only where the text may hold a match of theirs. Where it holds none of theirs
 * from before the edit either, no old tag can be theirs, and none is looked at (see `Glance`).
 *
 * @param old the answer's tags by the codebook before the edit
 * @returns `old` itself where the edit changes none of them
 * @example retagAnswer(compileEdit(before, after), answer, tagAnswer(compileCodebook(before), answer))
 */
export function retagAnswer(
  edit: CompiledEdit,
  answer: Pick<Answer, 'id' | 'text' | 'language'>,
  old: readonly Tag[],
): readonly Tag[] {
  const { themes, changed, tagger, glance, isReordered } = edit
  const place = glance.find(answer.text)
  if (place === undefined && !isReordered) return old
  const fresh = place === undefined ? [] : tagsAt(place, tagger, answer)
  const isUntouched = fresh.length === 0 && !isReordered && !old.some(tag => changed.has(tag.theme))
  return isUntouched ? old : mergeTags(themes, old, changed, fresh)
}

/** The tags of an answer that holds words of the rules at this place alone. */
function tagsAt(place: Span, tagger: Tagger, answer: Pick<Answer, 'id' | 'text' | 'language'>): Tag[] {
  const sentence = loneSentence(answer.text, place)
  return (sentence && tagSentence(tagger, answer, sentence)) ?? tagAnswer(tagger, answer)
}
