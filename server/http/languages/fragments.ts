/** A piece of a template’s source. */
type Token = { kind: 'text' | 'mustache' | 'tag' | 'comment'; source: string; start: number }

/** A text of a template: where it stands, and its English words without the attributes of tags, by which it is found. */
export type Fragment = { start: number; end: number; key: string }

const pieces =
  /(?<comment>\{\{~?!--[\s\S]*?--~?\}\}|<!--[\s\S]*?-->)|(?<mustache>\{\{\{?[\s\S]*?\}?\}\})|(?<tag><\/?[a-z!](?:\{\{[\s\S]*?\}\}|"(?:\{\{[\s\S]*?\}\}|[^"])*"|[^>"])*>)/gi
const inlineTag = /^<\/?(a|abbr|b|bdi|br|code|em|i|span|strong)\b/i
const spokenAttribute =
  /(?<=\s(?:aria-label|alt|placeholder)=")(?:\{\{[^"]*?\}\}|[^"{])*\p{L}(?:\{\{[^"]*?\}\}|[^"{])*(?=")/gu
const spokenParameter = /(?<=\s(?:text|titleText|label|hint|legend|caption|title)=")[^"]*\p{L}[^"]*(?=")/gu
const speakingHelper = /^\{\{~?count\s/

/**
 * The texts of a template: what stands between tags that part paragraphs, with the links and mustaches that are within
 * it, the branches of a condition each by itself where the condition is all there is; and the words in attributes and
 * in parameters of partials.
 *
 * @param source of a template; of a mail, each line of which is a text, where `lines` is set
 */
export function fragmentsOf(source: string, { lines = false } = {}): Fragment[] {
  const tokens = tokensOf(source, lines)
  const found: Fragment[] = []
  let run: Token[] = []
  const end = () => {
    found.push(...fragmentsIn(run))
    run = []
  }
  for (const token of tokens) {
    found.push(...parameters(token))
    if (parts(token)) end()
    else run.push(token)
  }
  end()
  return found.sort((a, b) => a.start - b.start)
}

/** The same template in another language; what `translate` does not know stays as it is. */
export function translated(
  source: string,
  translate: (key: string) => string | undefined,
  options: { lines?: boolean } = {},
): string {
  let at = 0
  let made = ''
  for (const { start, end, key } of fragmentsOf(source, options)) {
    const text = translate(key)
    if (text === undefined) continue
    made += source.slice(at, start) + withTags(text, source.slice(start, end))
    at = end
  }
  return made + source.slice(at)
}

function tokensOf(source: string, lines: boolean): Token[] {
  const tokens: Token[] = []
  const addText = (from: number, to: number) => {
    if (from === to) return
    if (!lines) return tokens.push({ kind: 'text', source: source.slice(from, to), start: from })
    let at = from
    for (const part of source.slice(from, to).split(/(\n)/)) {
      // The end of a line parts texts, as a tag does elsewhere.
      if (part !== '') tokens.push({ kind: part === '\n' ? 'comment' : 'text', source: part, start: at })
      at += part.length
    }
    return
  }
  let at = 0
  for (const match of source.matchAll(pieces)) {
    addText(at, match.index)
    const kind = match.groups?.comment ? 'comment' : match.groups?.mustache ? 'mustache' : 'tag'
    tokens.push({ kind, source: match[0], start: match.index })
    at = match.index + match[0].length
  }
  addText(at, source.length)
  return tokens
}

/** Whether a piece stands between texts rather than in one. */
function parts({ kind, source }: Token): boolean {
  if (kind === 'comment') return true
  if (kind === 'tag') return !inlineTag.test(source)
  return kind === 'mustache' && /^\{\{~?#?>/.test(source)
}

function parameters({ kind, source, start }: Token): Fragment[] {
  const spoken = kind === 'tag' ? spokenAttribute : kind === 'mustache' ? spokenParameter : undefined
  if (!spoken) return []
  return [...source.matchAll(spoken)].map(match => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    key: match[0],
  }))
}

function fragmentsIn(run: Token[]): Fragment[] {
  const tokens = trimmed(run)
  if (!tokens.some(speaks)) return []
  const stray = strayBlock(tokens)
  if (stray !== undefined)
    return [...fragmentsIn(tokens.slice(0, stray)), ...fragmentsIn(tokens.slice(stray + 1))]
  const inner = unwrapped(tokens)
  if (inner) return inner.flatMap(fragmentsIn)
  const [first, last] = [tokens.at(0), tokens.at(-1)]
  if (!first || !last) return []
  return [
    {
      start: first.start + blanks(first, /^\s*/),
      end: last.start + last.source.length - blanks(last, /\s*$/),
      key: tokens.map(keyOf).join('').replace(/\s+/g, ' ').trim(),
    },
  ]
}

function trimmed(run: Token[]): Token[] {
  const isBlank = ({ kind, source }: Token) => kind === 'text' && source.trim() === ''
  const from = run.findIndex(token => !isBlank(token))
  return from < 0 ? [] : run.slice(from, run.findLastIndex(token => !isBlank(token)) + 1)
}

function speaks({ kind, source }: Token): boolean {
  return kind === 'text' ? /\p{L}/u.test(source) : kind === 'mustache' && speakingHelper.test(source)
}

function blanks({ kind, source }: Token, at: RegExp): number {
  return kind === 'text' ? (at.exec(source)?.[0].length ?? 0) : 0
}

function keyOf({ kind, source }: Token): string {
  return kind === 'tag' ? source.replace(/^(<\/?[a-z]+)[\s\S]*>$/i, '$1>') : source
}

const opens = ({ kind, source }: Token) =>
  (kind === 'mustache' && /^\{\{~?#/.test(source)) ||
  (kind === 'tag' && !source.startsWith('</') && !/^<br\b/i.test(source))
const closes = ({ kind, source }: Token) =>
  (kind === 'mustache' && /^\{\{~?\//.test(source)) || (kind === 'tag' && source.startsWith('</'))
const isElse = ({ kind, source }: Token) => kind === 'mustache' && /^\{\{~?else\b/.test(source)

/** The place of the first piece that opens or closes something, or parts it, whose other end is not here. */
function strayBlock(tokens: Token[]): number | undefined {
  const open: number[] = []
  for (const [at, token] of tokens.entries()) {
    if (opens(token)) open.push(at)
    else if (closes(token) && open.pop() === undefined) return at
    else if (isElse(token) && open.length === 0) return at
  }
  return open[0]
}

/** What is between the two ends, in branches, where the pieces are one block or one link; undefined where they are more. */
function unwrapped(tokens: Token[]): Token[][] | undefined {
  const [first] = tokens
  if (!first || !opens(first)) return undefined
  const branches: Token[][] = [[]]
  let depth = 0
  for (const [at, token] of tokens.entries()) {
    if (opens(token)) depth++
    if (closes(token)) depth--
    if (depth === 0) return at === tokens.length - 1 ? branches : undefined
    if (at === 0) continue
    if (depth === 1 && isElse(token)) branches.push([])
    else branches.at(-1)?.push(token)
  }
  return undefined
}

/** Gives the tags of a translation the attributes that those of the template have, in their order. */
function withTags(text: string, source: string): string {
  const given = new Map<string, string[]>()
  for (const { kind, source: tag } of tokensOf(source, false)) {
    const name = /^<([a-z]+)/i.exec(tag)?.[1]
    if (kind === 'tag' && name) given.set(name, [...(given.get(name) ?? []), tag])
  }
  return text.replace(/<([a-z]+)>/gi, (tag, name: string) => given.get(name)?.shift() ?? tag)
}
