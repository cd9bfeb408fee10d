import { editNote, quoteWords } from '../../../analysis/index.ts'
import type { Entry } from '../../http/entry.ts'
import { spokenLanguage } from '../../responses/languages.ts'
import { emphasisLines } from './emphasis.ts'
import { languageOfQuote, markedTranslation } from './language.ts'
import { redactionsOf } from './redactions.ts'
import { shownQuote } from './shown.ts'
import type { QuoteSource } from './sources.ts'
import { lookAt, standingOf } from './standing.ts'
import { quoteKey } from './store.ts'
import { quoteWarnings } from './warnings.ts'

/** A quote's own page: the answer that it comes from with its span marked, and the form with its words. */
export function quotePage(source: QuoteSource, entry: Entry | undefined) {
  const { quote, response } = source
  // Who has withdrawn is read no more, by anybody.
  const text = response?.state === 'withdrawn' ? undefined : source.text
  const standing = standingOf(source)
  const words = text ? quoteWords(text.text, quote) : ''
  const { translation = '' } = quote
  const emphasis = text ? emphasisLines(text.text, quote) : ''
  const stored = { words, translation, emphasis, side: quote.side }
  const values = { ...stored, ...entry?.values }
  const language = text && languageOfQuote(text, quote)
  return {
    quote,
    key: quoteKey(quote),
    values,
    problems: entry?.problems,
    look: lookAt(standing) ?? (standing.usable ? standing.unapproved : undefined),
    isGeneral: isMadeGeneral(source),
    printed: standing.usable ? shownQuote(source, standing) : undefined,
    language,
    translated: markedTranslation(source),
    untranslated: language?.foreign === true && translation === '',
    // Offered for what was translated while its language was given otherwise, too: nothing entered is lost.
    translates: language?.foreign === true || translation !== '',
    lang: text ? spokenLanguage(text.text, text.language).tag : '',
    note: text ? editNote(text.text, quote) : undefined,
    warnings: text ? quoteWarnings(text.text, quote, standing.usable ? standing.speaker : undefined) : [],
    redactions: text && standing.usable ? redactionsOf(text.text, quote, standing.speaker) : [],
    answer: text && {
      before: text.text.slice(0, quote.start),
      quoted: text.text.slice(quote.start, quote.end),
      after: text.text.slice(quote.end),
    },
    sideChoices: [
      { value: 'quote', label: 'It speaks for the claim', chosen: values.side === 'quote' },
      { value: 'counter', label: 'It speaks against the claim', chosen: values.side === 'counter' },
    ],
  }
}

/** Whether less is printed of somebody than they allow, since too few respondents fit it. */
function isMadeGeneral({ speaker, response }: QuoteSource): boolean {
  if (!speaker || !response || (speaker.choice !== 'role' && speaker.choice !== 'named')) return false
  const { role = '', sector = '' } = response.attributes
  return speaker.role !== role || speaker.sector !== sector
}
