import { sentences } from '../../../analysis/index.ts'
import type { Text } from '../../responses/textStore.ts'

/** How much of a sentence its choice shows, in UTF-16 code units. */
const shown = 90

/** The sentences of each answer as choices, for coding without selecting: `text:start:end` and the first words. */
export function sentenceChoices(texts: Text[], labels: Map<string, string>) {
  return texts.map(({ _id, question, text }) => ({
    question: labels.get(question) ?? question,
    whole: `${_id}:0:${text.length}`,
    sentences: sentences(text).map(({ start, end }, index) => ({
      value: `${_id}:${start}:${end}`,
      label: `${index + 1}. ${shorten(text.slice(start, end))}`,
    })),
  }))
}

function shorten(sentence: string): string {
  const words = sentence.replace(/\s+/g, ' ').trim()
  return words.length <= shown ? words : `${words.slice(0, shown).replace(/\s+\S*$/, '')} …`
}
