import type { Span } from '../../../analysis/index.ts'
import { type SpokenLanguage, spokenLanguage } from '../../responses/languages.ts'
import type { Text } from '../../responses/textStore.ts'
import type { QuoteSource } from './sources.ts'

/** In what language the words of a quote are: a sentence may be in another than most of its answer. */
export function languageOfQuote({ text, language }: Text, { start, end }: Span): SpokenLanguage {
  const own = spokenLanguage(text.slice(start, end), language)
  return own.code === 'und' ? spokenLanguage(text, language) : own
}

/** How a quote's translation is printed after its words, marked as the author's; undefined where it has none. */
export function markedTranslation({ quote, text }: QuoteSource): string | undefined {
  if (!quote.translation || !text) return undefined
  const { name, foreign } = languageOfQuote(text, quote)
  return foreign ? `(our translation from ${name}: ${quote.translation})` : undefined
}
