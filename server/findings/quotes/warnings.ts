import { detailLabels, redactionMark } from '../../../analysis/application.ts'
import {
  editWarnings,
  personalDetails,
  type Quote,
  quoteWords,
  type Speaker,
} from '../../../analysis/index.ts'

/**
 * What an author should look at before a quote is printed: edits that may change its meaning, and what could tell
 * who wrote it, or whom it speaks of.
 *
 * @param text the answer that it is of
 */
export function quoteWarnings(text: string, quote: Quote, speaker: Speaker | undefined): string[] {
  const edits = editWarnings(text, quote).map(warning => warning.message)
  return [...edits, ...detailWarnings(quoteWords(text, quote), speaker)]
}

function detailWarnings(words: string, speaker: Speaker | undefined): string[] {
  // One who is quoted by name is named beside the quote anyway.
  const own = speaker && speaker.choice !== 'named' ? speaker : undefined
  return personalDetails(words, own).map(({ kind, start, end }) => {
    const label = detailLabels[kind]
    return `The quote holds “${words.slice(start, end)}”, which looks like ${articleOf(label)} ${label}. Put ${redactionMark(label)} in its place, unless it is to be printed.`
  })
}

function articleOf(label: string): string {
  return /^(?:[aeio]|NHS)/.test(label) ? 'an' : 'a'
}
