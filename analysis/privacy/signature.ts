import type { Span } from '../model.ts'
import { isSmallWord } from '../text/language/functionWords.ts'
import type { Detail } from './detail.ts'
import { isOffice, nameEnd } from './nameWords.ts'

/** How much of a text's end may be a signature: lines that are not blank, and code units. */
const mostLines = 8
const farthest = 800
/** A longer line is none of a signature. */
const longestLine = 80

const closing =
  /^(?:(?:(?:with|many|my|kind|kindest|best|warm|warmest|and)\s+)*(?:regards|wishes)|yours(?:\s+(?:sincerely|faithfully|truly|ever))?|sincerely(?:\s+yours)?|respectfully(?:\s+(?:yours|submitted))?|all\s+the\s+best|cofion(?:\s+(?:cynnes|gorau))?|(?:yr\s+eiddoch\s+)?yn\s+gywir|signed(?:\s+by)?|submitted\s+by|name)(?:\s*[,.:;!–—-]+\s*|\s+|$)/iu
/** These close a letter only at the end of a line or before a comma: "Thank you NHS" is no signature. */
const thanks =
  /^(?:(?:(?:with|many|and)\s+)*thanks|thank\s+you(?:\s+very\s+much)?|diolch(?:\s+yn\s+fawr)?)(?:\s*[,.!–—-]+\s*|$)/iu
const postNominals = /^(?:[, ]+(?:[A-Z]{2,}[a-z]?|[A-Z][a-z]{0,2}[A-Z][A-Za-z]*)\b|[ ]\([^()]*\))*[,.]?$/u
const smallNames = /^\p{Ll}[\p{L}\p{M}'’-]+(?: [\p{L}\p{M}'’-]+){0,2}$/u
const role =
  /\b(?:head|director|manager|chair(?:man|woman|person)?|officer|nurse|councillor|chief|secretary|professor|lecturer|consultant|advis[eo]r|clerk|treasurer|president|executive|founder|trustee|(?:head)?teacher|surgeon|physician|practitioner|engineer|analyst|researcher|co-?ordinator|fellow|editor|partner|solicitor|governor|carer|resident)\b/i

/**
 * The name in the signature of a text, among its last lines: after "Kind regards" or the like, on that line or
 * the next; before a line or a comma that gives a role; after a dash that begins the last line; or alone there
 * after a blank line.
 */
export function signatures(text: string): Detail[] {
  const lines = lastLines(text)
  const closed = lines.flatMap((line, place): Detail[] => {
    const name = closedName(text, line, lines[place + 1])
    return name ? [{ ...name, kind: 'name', why: 'This is a name after words that close a letter.' }] : []
  })
  if (closed.length > 0) return closed
  const [beforeLast, last] = lines.slice(-2)
  if (!beforeLast || !last) return []
  const name = nameBeforeRole(text, beforeLast, last) ?? lastLineName(text, last)
  return name ? [{ ...name, kind: 'name', why: 'This is a name in the last lines, as in a signature.' }] : []
}

/** The last lines that are not blank, without white space at their ends. */
function lastLines(text: string): Span[] {
  const lines: Span[] = []
  let end = text.length
  while (end > 0 && lines.length < mostLines && end > text.length - farthest) {
    const newline = text.lastIndexOf('\n', end - 1)
    const start = newline + 1
    if (end - start > farthest) break
    const line = text.slice(start, end)
    const first = start + line.length - line.trimStart().length
    if (line.trim() !== '') lines.unshift({ start: first, end: first + line.trim().length })
    end = newline
  }
  return lines
}

function closedName(text: string, line: Span, next: Span | undefined): Span | null {
  if (line.end - line.start > longestLine) return null
  const words = text.slice(line.start, line.end)
  const closes = closing.exec(words) ?? thanks.exec(words)
  if (!closes) return null
  const rest = { start: line.start + closes[0].length, end: line.end }
  if (rest.start < rest.end) return wholeName(text, rest, 1)
  if (!next) return null
  return wholeName(text, next, 1) ?? (closing.test(words) ? smallName(text, next) : null)
}

function nameBeforeRole(text: string, line: Span, last: Span): Span | null {
  const isRole = last.end - last.start <= longestLine && role.test(text.slice(last.start, last.end))
  return isRole ? wholeName(text, line, 2) : null
}

function lastLineName(text: string, last: Span): Span | null {
  const words = text.slice(last.start, Math.min(last.end, last.start + longestLine))
  const dash = /^[–—-]+ ?/.exec(words)?.[0].length ?? 0
  const line = { start: last.start + dash, end: last.end }
  const comma = text.indexOf(',', line.start)
  if (comma !== -1 && comma < line.end && role.test(words)) {
    const name = wholeName(text, { start: line.start, end: comma }, 2)
    if (name) return name
  }
  return dash > 0 || /\n[^\S\n]*\n\s*$/.test(text.slice(Math.max(0, last.start - 20), last.start))
    ? wholeName(text, line, 2)
    : null
}

/** The name that is all of a line but for letters after it ("MBE", "PhD"), of at least so many words. */
function wholeName(text: string, line: Span, fewestWords: number): Span | null {
  if (line.end - line.start > longestLine) return null
  const end = nameEnd(text, line.start)
  if (end === null || end > line.end || !postNominals.test(text.slice(end, line.end))) return null
  const words = text
    .slice(line.start, end)
    .split(/[ \u00A0.]+/)
    .filter(word => word !== '')
  const isAcronym = words.length === 1 && /^\p{Lu}{2,}$/u.test(words[0] ?? '')
  return words.length < fewestWords || isAcronym ? null : { start: line.start, end }
}

/** A first name signed without a capital. */
function smallName(text: string, line: Span): Span | null {
  const written = text.slice(line.start, Math.min(line.end, line.start + longestLine))
  const isName =
    smallNames.test(written) && !written.split(' ').some(word => isSmallWord(word) || isOffice(word))
  return isName ? line : null
}
