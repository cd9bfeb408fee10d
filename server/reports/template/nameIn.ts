import { personalDetails } from '../../../analysis/index.ts'
import type { Material } from '../material.ts'

const saying =
  'said|wrote|noted|noting|called|told|held|found|described|argued|thought|spoke|reported|recalled|advised|writes|says|notes|calls'
/** Words that open a sentence, and are no part of the name behind them. */
const openers =
  'As|And|But|So|Or|Then|Thus|Here|There|While|When|Where|Since|Because|That|Though|Although|If|With|For|To|In|At|On|Of|From|The|A|An|Our|This|These|One|Many|Some|Most|Few'
/** A name of two capitals or more before a verb of saying: "Jess Example wrote". */
const named = new RegExp(
  `(?<![\\p{L}])(?!(?:${openers})\\s)(\\p{Lu}[\\p{L}’'.-]*(?: \\p{Lu}[\\p{L}’'.-]*){1,5}),?\\s(?:also\\s|then\\s|once\\s)?(?:${saying})(?![\\p{L}])`,
  'u',
)

/** The names that quoted respondents gave, of two words or more, and all words of the evidence on file; each in plain words. */
export type KnownNames = {
  given: ReadonlySet<string>
  /** Of how many words they are, the longest first. */
  lengths: readonly number[]
  published: string
}

export function knownNames({ quotes, evidence }: Material): KnownNames {
  const names = [...quotes.values()].flatMap(({ source: { speaker } }) =>
    speaker ? [speaker.name, speaker.organisation, speaker.behalf ?? ''].map(plainWords) : [],
  )
  const given = names.filter(words => words.length > 1)
  const published = [...evidence.values()].map(item => `${item.citation} ${item.publisher} ${item.excerpt}`)
  return {
    given: new Set(given.map(words => words.join(' '))),
    lengths: [...new Set(given.map(words => words.length))].sort((a, b) => b - a),
    published: plain(published.join('\n')),
  }
}

/**
 * A name that an author typed where only the software says who is quoted: with a title, before a verb of saying, or one
 * that a quoted respondent gave. Names in the evidence on file were published by others, and may stand.
 */
export function nameIn(words: string, names: KnownNames): string | undefined {
  if (!/\p{L}/u.test(words)) return undefined
  const titled = personalDetails(words)
    .filter(detail => detail.kind === 'name')
    .map(({ start, end }) => words.slice(start, end))
  const known = givenIn(words, names).map(name => asWritten(words, name))
  const candidates = [...titled, ...known, ...(named.exec(words)?.slice(1) ?? [])]
  return candidates.find(name => !names.published.includes(plain(name)))
}

/** The given names that stand in a text. */
function givenIn(text: string, { given, lengths }: KnownNames): string[] {
  const words = plainWords(text)
  return words.flatMap((_word, i) =>
    lengths.map(length => words.slice(i, i + length).join(' ')).filter(name => given.has(name)),
  )
}

/** A name in plain words as it stands in a text. */
function asWritten(words: string, name: string): string {
  const pattern = name.replace(/ /g, '[^\\p{L}\\p{M}\\p{N}]+')
  return new RegExp(pattern, 'iu').exec(words)?.[0] ?? name
}

/** Words in lower case with one space before, between and after them. */
function plain(text: string): string {
  return ` ${plainWords(text).join(' ')} `
}

function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}
