import type { Theme } from '../model.ts'
import { compileCodebook, tagAnswer } from '../tagging/tag.ts'

/** What a question says to whoever answers it: its label, and its hint where it has one. */
export type AskedQuestion = { id: string; wording: string }

/**
 * Which themes each question names by itself: those whose rules match its own wording. What respondents wrote of
 * such a theme in answer to it was prompted.
 *
 * @returns ids of themes by the question's id; a question that names none has an empty set
 * @throws Error where a rule cannot be read, as `compileCodebook`
 */
export function promptedThemes(
  themes: readonly Theme[],
  questions: readonly AskedQuestion[],
): Map<string, Set<string>> {
  const tagger = compileCodebook(themes.filter(theme => theme.rules.length > 0))
  return new Map(
    questions.map(({ id, wording }) => {
      // A question is in the language of the rules, however short it is.
      const tags = tagAnswer(tagger, { id, text: wording, language: 'en' })
      return [id, new Set(tags.map(tag => tag.theme))]
    }),
  )
}
