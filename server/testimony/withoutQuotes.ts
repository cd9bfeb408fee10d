import { sentences } from '../../analysis/index.ts'
import { readTemplate } from '../reports/template/read.ts'

type Found = { start: number; end: number; gone: boolean }

/** What joins two parts of a sentence, before or behind one of them. */
const joiner = '(?:[,;]? (?:and|but|or) |[,;] )'

/**
 * A report's template without the calls of some quotes. A sentence that calls nothing else goes with them; from one
 * that does, the call alone is cut with what joined it, and an author has to look whether it still reads well.
 *
 * @param keys the quotes' names, such as `Q4`
 */
export function withoutQuotes(template: string, keys: string[]): string {
  if (!callsIn(template, keys).some(call => call.gone)) return template
  const shorter = paragraphsKept(cutAll(template, keys, true))
  // A block that was opened in a sentence which went would stay open: then only the calls go.
  return readTemplate(shorter).problems.length === 0 ? shorter : paragraphsKept(cutAll(template, keys, false))
}

function cutAll(template: string, keys: string[], wholeSentences: boolean): string {
  const calls = callsIn(template, keys)
  const cuts = sentences(masked(template)).flatMap(({ start, end }) => {
    const here = calls.filter(call => call.start >= start && call.end <= end)
    if (!here.some(call => call.gone)) return []
    if (wholeSentences && here.every(call => call.gone)) return [withEmphasis(template, { start, end })]
    return here.filter(call => call.gone).map(call => withJoiner(template, call, start))
  })
  let kept = ''
  let at = 0
  for (const { start, end } of cuts) {
    if (start > at) kept += template.slice(at, start)
    at = Math.max(at, end)
  }
  return kept + template.slice(at)
}

/** Every helper that is called, block marks and comments apart. */
function callsIn(template: string, keys: string[]): Found[] {
  return Array.from(template.matchAll(/\{\{(?![#/!])((?:"[^"]*"|'[^']*'|[^}"'])*)\}\}/g), match => {
    const [, key = ''] = /^\s*\w+\s+["']([^"']*)["']/.exec(match[1] ?? '') ?? []
    return { start: match.index, end: match.index + match[0].length, gone: keys.includes(key) }
  })
}

/** A template in which no helper ends a sentence: calls read as a word; blocks, comments and stars as white space. */
function masked(template: string): string {
  return template
    .replace(/\{\{!--.*?--\}\}|\{\{[#/!](?:"[^"]*"|[^}"])*\}\}/gs, mark => mark.replace(/[^\n]/g, ' '))
    .replace(/\{\{(?:"[^"]*"|'[^']*'|[^}"'])*\}\}/g, call => 'X'.repeat(call.length))
    .replace(/\*/g, ' ')
}

/** A sentence with the stars right round it. */
function withEmphasis(template: string, { start, end }: { start: number; end: number }) {
  const stars = /\*+$/.exec(template.slice(0, start))?.[0] ?? ''
  const isClosed = stars !== '' && template.startsWith(stars, end)
  return isClosed ? { start: start - stars.length, end: end + stars.length } : { start, end }
}

/** A call with the words that join it to what stands before it in its sentence, or else to what follows. */
function withJoiner(
  template: string,
  { start, end }: Found,
  sentence: number,
): { start: number; end: number } {
  const before = new RegExp(`${joiner}$`).exec(template.slice(sentence, start))
  if (before) return { start: start - before[0].length, end }
  const after = new RegExp(`^${joiner}`).exec(template.slice(end, end + 20))
  return { start, end: end + (after?.[0].length ?? 0) }
}

/** No space is left at the end of a line or block or doubled within one, and no paragraph empty. */
function paragraphsKept(template: string): string {
  return template
    .replace(/(?<=\S) {2,}(?=\S)/g, ' ')
    .replace(/[ \t]+(?=\{\{\/|$)/gm, '')
    .replace(/\n{3,}/g, '\n\n')
}
