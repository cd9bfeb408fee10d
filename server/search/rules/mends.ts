import { textKeys } from '../../../analysis/application.ts'
import { parseRule, type Span, tokenise } from '../../../analysis/index.ts'

/** A rule that would not have matched a passage, and what it leaves out in plain words. */
export type Mend = { rule: string; says: string }

const near = 3
const mostWords = 4

/**
 * Ways to keep a rule from matching a passage: leave out the phrase that it stands in, what stands near it, or the one
 * form of the word.
 *
 * @param sentence where the rule matched
 * @param evidence the words that it matched there
 */
export function mendsFor(rule: string, text: string, sentence: Span, evidence: Span[]): Mend[] {
  const [matched] = evidence
  if (!matched) return []
  const tokens = tokenise(text.slice(sentence.start, sentence.end))
  const place = (at: number) => at - sentence.start
  const first = tokens.findIndex(({ end }) => end > place(matched.start))
  const last = tokens.findLastIndex(({ start }) => start < place(matched.end))
  if (first === -1 || last < first) return []
  const words = tokens.map(({ word }) => word)
  const here = words.slice(first, last + 1).join(' ')
  const phrase = (said: string) => (/\s/.test(said) ? `"${said}"` : said)
  const mends: Mend[] = []
  const add = (without: string, says: string) => mends.push({ rule: excluding(rule, without), says })
  for (const [at, said] of [
    [first - 1, `${words[first - 1]} ${here}`],
    [last + 1, `${here} ${words[last + 1]}`],
  ] as const)
    if (tells(words[at])) add(`"${said}"`, `not in the phrase “${said}”`)
  const round = tokens
    .map(({ word }, at) => ({ word, apart: at < first ? first - at : at - last }))
    .filter(({ word, apart }) => apart > 0 && tells(word))
    .sort((a, b) => a.apart - b.apart)
  for (const { word, apart } of round.slice(0, mostWords))
    if (apart <= near)
      add(`(${phrase(here)} NEAR/${near} ${word})`, `not with “${word}” within ${near} words of it`)
    else add(word, `not in a sentence with “${word}”`)
  if (first === last) {
    const written = text.slice(matched.start, matched.end)
    add(`=${written}`, `not in a sentence with exactly “${written}”`)
  }
  return mends.filter((mend, index) => {
    const isFirst = mends.findIndex(each => each.rule === mend.rule) === index
    return isFirst && parseRule(mend.rule).ok
  })
}

/** Whether a word says something of its own: it is among those that texts are found by. */
function tells(word: string | undefined): boolean {
  return word !== undefined && textKeys(word).some(key => !key.endsWith('*'))
}

/** A rule that leaves something out; how far it looks is said at its end as before. */
function excluding(rule: string, without: string): string {
  const [, body = rule, scope = ''] = /^(.*?)(\s+WITHIN\s+(?:answer|sentence))?$/s.exec(rule.trim()) ?? []
  const parsed = parseRule(body)
  const isOne = parsed.ok && parsed.rule.expression.kind === 'term'
  return `${isOne ? body : `(${body})`} NOT ${without}${scope}`
}
