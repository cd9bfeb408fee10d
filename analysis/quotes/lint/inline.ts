/** The words of one block; `offsets[i]` is where `text[i]` stands in the draft, `own` the own-words marks. */
export type InlineText = { text: string; offsets: number[]; own: number[] }

type Step = { text: string; length: number; own?: boolean; tail?: { at: number; length: number } }

const entities = new Map(
  Object.entries({
    ldquo: '“',
    rdquo: '”',
    lsquo: '‘',
    rsquo: '’',
    quot: '"',
    apos: "'",
    laquo: '«',
    raquo: '»',
    amp: '&',
    lt: '<',
    gt: '>',
    nbsp: '\u00A0',
    hellip: '…',
    mdash: '—',
    ndash: '–',
  }),
)

const escaped = /\\([!-/:-@[-`{-~])/y
const code = /(`+)(?!`)([^`]+)\1(?!`)/y
const own = /<!--\s*own\s*-->|\{\s*\.own\s*\}/y
const left = /<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}|\[\^[^\]\s]+\]|<\/?[a-zA-Z][^<>]*>/y
const image = /!\[([^\]]*)\]\([^()]*\)/y
const link =
  /\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\](?:\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|\[([^[\]]+)\])/y
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/iy
const emphasis = /\*+|_+|~~/y
const quoteTag = /^<(\/?)q\b/i

/** Reads the inline Markdown of the lines `[from, to)` of a draft, joined by line ends. */
export function readInline(
  draft: string,
  lines: { from: number; to: number }[],
  definitions: Set<string>,
): InlineText {
  const raw = lines.map(({ from, to }) => draft.slice(from, to)).join('\n')
  const places = lines.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
  const out: InlineText = { text: '', offsets: [], own: [] }
  const tails = new Map<number, number>()
  for (let at = 0; at < raw.length; ) {
    const tail = tails.get(at)
    if (tail !== undefined) {
      at += tail
      continue
    }
    const step = readStep(raw, at, definitions)
    if (step.tail) tails.set(step.tail.at, step.tail.length)
    if (step.own) out.own.push(out.text.length)
    for (let i = 0; i < step.text.length; i++) out.offsets.push(places[at] ?? 0)
    out.text += step.text
    at += step.length
  }
  return out
}

function readStep(raw: string, at: number, definitions: Set<string>): Step {
  const character = raw[at] ?? ''
  if (!/[\\`<{![&*_~]/.test(character)) return { text: character, length: 1 }
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(raw)
  }
  const escaping = match(escaped)
  if (escaping) return { text: escaping[1] ?? '', length: 2 }
  const span = match(code)
  if (span) return { text: (span[2] ?? '').replace(/["'“”‘’]/g, ''), length: span[0].length }
  const ownMark = match(own)
  if (ownMark) return { text: '', length: ownMark[0].length, own: true }
  const leftOut = match(left)
  if (leftOut) return { text: quoteTagMark(leftOut[0]), length: leftOut[0].length }
  const picture = match(image)
  if (picture) return { text: picture[1] ?? '', length: picture[0].length }
  const linked = match(link)
  if (linked && (linked[2] === undefined || definitions.has(linked[2].toLowerCase()))) {
    const label = 1 + (linked[1] ?? '').length
    return { text: '', length: 1, tail: { at: at + label, length: linked[0].length - label } }
  }
  const named = match(entity)
  const decoded = named ? decode(named) : undefined
  if (named && decoded !== undefined) return { text: decoded, length: named[0].length }
  const run = match(emphasis)
  if (run) return { text: isEmphasis(raw, at, run[0]) ? '' : run[0], length: run[0].length }
  return { text: character, length: 1 }
}

function quoteTagMark(tag: string): string {
  const found = quoteTag.exec(tag)
  if (!found) return ''
  return found[1] === '/' ? '”' : '“'
}

function decode([, decimal, hexadecimal, name = '']: RegExpExecArray): string | undefined {
  if (decimal === undefined && hexadecimal === undefined) return entities.get(name)
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

/** Whether a run of `*`, `_` or `~~` marks emphasis, rather than standing alone or inside a word. */
function isEmphasis(raw: string, at: number, run: string): boolean {
  const before = raw[at - 1] ?? ' '
  const after = raw[at + run.length] ?? ' '
  if (/\s/.test(before) && /\s/.test(after)) return false
  if (run.startsWith('_')) return !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after))
  return true
}
