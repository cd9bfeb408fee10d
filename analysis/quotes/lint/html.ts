import { declaration, declaredBy } from './declared.ts'
import { decodeEntity } from './entities.ts'
import { type BlockText, type LintDraft, PlainTextWriter } from './plainText.ts'

/** Elements whose words a reader does not see as prose. */
const unread = new Set(
  'script style title template noscript svg math code pre kbd samp textarea select iframe object'.split(' '),
)
/** Elements that end the block they stand in, and begin another. */
const blocks = new Set(
  'address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** Inside a block quote, these say whose words it is. */
const sources = new Set(['footer', 'figcaption'])
/** An element marked as the author's own words. */
const ownAttribute =
  /\s(?:data-own(?:[\s=/>]|$)|class\s*=\s*(?:"[^"]*(?<![\w-])own(?![\w-])[^"]*"|'[^']*(?<![\w-])own(?![\w-])[^']*'|own(?=[\s>])))/i
const tag = /<(\/?)([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/iy
const looseTag = /<\/?[a-z][^<>]*>/iy

/**
 * Reads an HTML page: the words of its blocks, with `<q>` as quote marks and `<blockquote>` as block quotes; scripts,
 * styles, code and attributes are left out. An element with `class="own"` or `data-own`, and `<!-- own -->` behind a
 * passage, mark the author's own words. It is read as browsers do, unclosed elements and all, in time linear in its
 * length; nothing in it is run or fetched.
 */
export function htmlDraft(page: string): LintDraft {
  const source = page.replace(/\r\n?/g, '\n')
  return { format: 'html', source, plain: new HtmlReader(source).read() }
}

class HtmlReader {
  readonly #source: string
  readonly #writer = new PlainTextWriter()
  readonly #lastComment: number
  readonly #lastTag: number
  readonly #unclosed = new Set<string>()
  #block: BlockText = { text: '', offsets: [], declared: [] }
  #quotes = 0
  #sources = 0
  /** Open elements marked as own: their names, innermost last. */
  #own: string[] = []

  constructor(source: string) {
    this.#source = source
    // Where nothing closes any more, looking for a close would go to the end each time.
    this.#lastComment = source.lastIndexOf('-->')
    this.#lastTag = source.lastIndexOf('>')
  }

  read() {
    for (let at = 0; at < this.#source.length; ) at += this.#step(at)
    this.#endBlock()
    return this.#writer.finish()
  }

  /** Reads what stands at `at`. @returns its length */
  #step(at: number): number {
    const character = this.#source[at] ?? ''
    if (character === '&') {
      const entity = decodeEntity(this.#source, at)
      if (entity) return this.#add(entity.text, at, entity.length)
    }
    if (character !== '<' && character !== '{')
      return this.#add(/\s/.test(character) ? ' ' : character, at, 1)
    declaration.lastIndex = at
    const declared = declaration.exec(this.#source)
    if (declared) {
      this.#block.declared.push({ at: this.#block.text.length, from: declaredBy(declared) })
      return declared[0].length
    }
    if (character === '{') return this.#add(character, at, 1)
    return this.#markup(at) ?? this.#add(character, at, 1)
  }

  #markup(at: number): number | null {
    if (this.#source.startsWith('<!--', at) && at < this.#lastComment)
      return this.#source.indexOf('-->', at) + 3 - at
    if (/^<[!?]/.test(this.#source.slice(at, at + 2))) {
      return at < this.#lastTag ? this.#source.indexOf('>', at) + 1 - at : null
    }
    tag.lastIndex = at
    looseTag.lastIndex = at
    const match = tag.exec(this.#source)
    if (!match) return looseTag.exec(this.#source)?.[0].length ?? null
    const [whole, closing = '', written = '', attributes = ''] = match
    const name = written.toLowerCase()
    const isSelfClosed = attributes.endsWith('/')
    if (closing === '' && unread.has(name) && !isSelfClosed) return this.#skip(name, at + whole.length) - at
    if (closing === '') this.#open(name, attributes, at)
    else this.#close(name, at)
    return whole.length
  }

  #open(name: string, attributes: string, at: number): void {
    if (name === 'q') this.#add('“', at, 1)
    else if (name === 'br') this.#add('\n', at, 1)
    else if (name === 'img') this.#add(/\salt\s*=\s*"([^"]*)"/i.exec(attributes)?.[1] ?? '', at, 1)
    if (this.#goesOnInQuote(name)) this.#breakParagraph(at)
    else if (blocks.has(name)) this.#endBlock()
    if (name === 'blockquote') this.#quotes++
    if (sources.has(name)) this.#sources++
    if (ownAttribute.test(attributes)) this.#own.push(name)
  }

  #close(name: string, at: number): void {
    if (name === 'q') this.#add('”', at, 1)
    if (this.#own.at(-1) === name) {
      this.#own.pop()
      this.#block.declared.push({ at: this.#block.text.length, from: null })
    }
    if (this.#goesOnInQuote(name)) this.#breakParagraph(at)
    else if (blocks.has(name)) this.#endBlock()
    if (name === 'blockquote') this.#quotes = Math.max(0, this.#quotes - 1)
    if (sources.has(name)) this.#sources = Math.max(0, this.#sources - 1)
  }

  /** Paragraphs of a block quote are one quotation, as in Markdown. */
  #goesOnInQuote(name: string): boolean {
    return name === 'p' && this.#quotes > 0 && this.#sources === 0
  }

  #breakParagraph(at: number): void {
    const { text } = this.#block
    if (text !== '' && !text.endsWith('\n\n')) this.#add('\n\n', at, 1)
  }

  /** Where an element ends whose words are not read; one that nothing closes is read, so that no quote is missed. */
  #skip(name: string, from: number): number {
    if (this.#unclosed.has(name)) return from
    const end = new RegExp(`</${name}(?![a-z0-9-])[^<>]*>`, 'gi')
    end.lastIndex = from
    const match = end.exec(this.#source)
    if (match) return match.index + match[0].length
    this.#unclosed.add(name)
    return from
  }

  /** Adds words, with white space as a browser shows it. @returns `length` */
  #add(words: string, at: number, length: number): number {
    const { text } = this.#block
    const isMore = words === ' ' && (text === '' || /\s/.test(text.charAt(text.length - 1)))
    if (isMore) return length
    this.#block.text += words
    for (let i = 0; i < words.length; i++) this.#block.offsets.push(at)
    return length
  }

  #endBlock(): void {
    const { text, offsets, declared } = this.#block
    const end = text.trimEnd().length
    if (end > 0)
      this.#writer.add(
        {
          text: text.slice(0, end),
          offsets: offsets.slice(0, end),
          declared: declared.map(({ at, from }) => ({ at: Math.min(at, end), from })),
        },
        { quote: this.#quotes > 0 && this.#sources === 0 },
      )
    this.#block = { text: '', offsets: [], declared: [] }
  }
}
