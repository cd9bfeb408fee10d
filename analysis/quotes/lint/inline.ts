import { declaration, declaredBy } from './declared.ts'
import { decodeEntity } from './entities.ts'
import type { BlockText } from './plainText.ts'

/** `declares`: what a mark of the author says here. */
type Step = {
  text: string
  length: number
  declares?: { from: string | null }
  tail?: { at: number; length: number }
}

const escaped = /\\([!-/:-@[-`{-~])/y
const code = /(`+)(?!`)([^`]+)\1(?!`)/y
const comment = /<!--[\s\S]*?-->/y
const templateTag = /\{\{[\s\S]*?\}\}/y
const left = /\[\^[^\]\s[]+\]|<\/?[a-zA-Z][^<>]*>/y
const image = /!\[([^[\]]*)\]\([^()]*\)/y
const link =
  /\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\](?:\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|\[([^[\]]+)\])/y
const emphasis = /\*+|_+|~~/y
const quoteTag = /^<(\/?)q\b/i

/** Reads the inline Markdown of the lines `[from, to)` of a draft, joined by line ends. */
export function readInline(
  draft: string,
  lines: { from: number; to: number }[],
  definitions: Set<string>,
): BlockText {
  const raw = lines.map(({ from, to }) => draft.slice(from, to)).join('\n')
  const places = lines.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
  const out: BlockText = { text: '', offsets: [], declared: [] }
  // Where nothing closes any more, looking for a close would go to the end each time.
  const last: Last = { comment: raw.lastIndexOf('-->'), tag: raw.lastIndexOf('}}') }
  const tails = new Map<number, number>()
  for (let at = 0; at < raw.length; ) {
    const tail = tails.get(at)
    if (tail !== undefined) {
      at += tail
      continue
    }
    const step = readStep(raw, at, definitions, last)
    if (step.tail) tails.set(step.tail.at, step.tail.length)
    if (step.declares) out.declared.push({ at: out.text.length, ...step.declares })
    for (let i = 0; i < step.text.length; i++) out.offsets.push(places[at] ?? 0)
    out.text += step.text
    at += step.length
  }
  return out
}

type Last = { comment: number; tag: number }

function readStep(raw: string, at: number, definitions: Set<string>, last: Last): Step {
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
  const declares = match(declaration)
  if (declares) return { text: '', length: declares[0].length, declares: { from: declaredBy(declares) } }
  const leftOut =
    (at < last.comment && match(comment)) || (at < last.tag && match(templateTag)) || match(left)
  if (leftOut) return { text: quoteTagMark(leftOut[0]), length: leftOut[0].length }
  const picture = match(image)
  if (picture) return { text: picture[1] ?? '', length: picture[0].length }
  const linked = match(link)
  if (linked && (linked[2] === undefined || definitions.has(linked[2].toLowerCase()))) {
    const label = 1 + (linked[1] ?? '').length
    return { text: '', length: 1, tail: { at: at + label, length: linked[0].length - label } }
  }
  const decoded = decodeEntity(raw, at)
  if (decoded) return decoded
  const run = match(emphasis)
  if (run) return { text: isEmphasis(raw, at, run[0]) ? '' : run[0], length: run[0].length }
  return { text: character, length: 1 }
}

function quoteTagMark(tag: string): string {
  const found = quoteTag.exec(tag)
  if (!found) return ''
  return found[1] === '/' ? '”' : '“'
}

/** Whether a run of `*`, `_` or `~~` marks emphasis, rather than standing alone or inside a word. */
function isEmphasis(raw: string, at: number, run: string): boolean {
  const before = raw[at - 1] ?? ' '
  const after = raw[at + run.length] ?? ' '
  if (/\s/.test(before) && /\s/.test(after)) return false
  if (run.startsWith('_')) return !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after))
  return true
}
