import { personalDetails } from '../../../analysis/index.ts'
import type { Material } from '../material.ts'

const saying =
  'said|wrote|noted|noting|called|told|held|found|described|argued|thought|spoke|reported|recalled|advised|writes|says|notes|calls'
/** Words that open a sentence, and are no part of the name behind them. */
const openers =
  'As|And|But|So|Or|Then|Thus|Here|There|While|When|Where|Since|Because|That|Though|Although|If|With|For|To|In|At|On|Of|From|The|A|An|Our|This|These|One|Many|Some|Most|Few'
/** A name of two capitals or more before a verb of saying: "Jess Example wrote". */
const named = new RegExp(
  `(?<![\\p{L}])(?!(?:${openers})\\s)(\\p{Lu}[\\p{L}’'.-]*(?:[ -]\\p{Lu}[\\p{L}’'.-]*)+),?\\s(?:also\\s|then\\s|once\\s)?(?:${saying})(?![\\p{L}])`,
  'u',
)

/**
 * A name that an author typed where only the software says who is quoted: with a title, before a verb of saying, or one
 * that a quoted respondent gave. Names in the evidence on file were published by others, and may stand.
 */
export function nameIn(words: string, { quotes, evidence }: Material): string | undefined {
  const published = plain(
    [...evidence.values()].map(item => `${item.citation} ${item.publisher} ${item.excerpt}`).join('\n'),
  )
  const titled = personalDetails(words)
    .filter(detail => detail.kind === 'name')
    .map(({ start, end }) => words.slice(start, end))
  const given = [...quotes.values()]
    .flatMap(({ source: { speaker } }) => (speaker ? [speaker.name, speaker.organisation] : []))
    .filter(name => plain(name).trim().includes(' ') && plain(words).includes(plain(name)))
  const candidates = [...titled, ...given, ...(named.exec(words)?.slice(1) ?? [])]
  return candidates.find(name => !published.includes(plain(name)))
}

/** Words in lower case with one space before, between and after them. */
function plain(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')} `
}
