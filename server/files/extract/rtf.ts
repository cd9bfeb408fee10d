import iconv from 'iconv-lite'
import { ignoredDestinations, rtfCharacters } from './rtfWords.ts'
import { Unreadable } from './unreadable.ts'

/** One token: a control word with its number, an escaped byte, a control symbol, a brace, or plain characters. */
const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi

/** `fallback`: how many characters follow each `\u`, for programs that know no Unicode. */
type Group = { hidden: boolean; fallback: number; codePage: string }

/**
 * The text of a Rich Text file (RTF 1.9.1): control words give paragraphs and characters, all else is left out.
 * Bytes are read in the document's code page, and `\u` as Unicode.
 * @throws Unreadable when its groups do not close.
 */
export async function rtfText(bytes: Buffer): Promise<string> {
  const reader = new RtfReader()
  for (const [, word, number, hex, symbol, brace, plain] of bytes.toString('latin1').matchAll(token)) {
    if (plain !== undefined) reader.bytes(Buffer.from(plain, 'latin1'))
    else if (hex !== undefined) reader.bytes(Buffer.from(hex, 'hex'))
    else if (word !== undefined) reader.word(word, Number(number ?? 0))
    else if (symbol !== undefined) reader.symbol(symbol)
    else if (brace === '{') reader.open()
    else if (reader.close()) return reader.text()
  }
  throw new Unreadable('corrupt')
}

class RtfReader {
  readonly #parts: string[] = []
  readonly #outer: Group[] = []
  #group: Group = { hidden: false, fallback: 1, codePage: 'cp1252' }
  /** Bytes in the code page, which may need several for a character. */
  #pending: Buffer[] = []
  #skip = 0

  open(): void {
    this.#flush()
    this.#outer.push(this.#group)
    this.#group = { ...this.#group }
  }

  /** True when that was the last group: the document is over. */
  close(): boolean {
    this.#flush()
    const group = this.#outer.pop()
    if (!group) throw new Unreadable('corrupt')
    this.#group = group
    return this.#outer.length === 0
  }

  bytes(bytes: Buffer): void {
    const skipped = Math.min(this.#skip, bytes.length)
    this.#skip -= skipped
    if (!this.#group.hidden) this.#pending.push(bytes.subarray(skipped))
  }

  symbol(symbol: string): void {
    if (symbol === '*') this.#group.hidden = true
    else this.#add(rtfCharacters.get(symbol) ?? '')
  }

  word(word: string, value: number): void {
    this.#flush()
    const character = rtfCharacters.get(word)
    if (character !== undefined) this.#add(character)
    else if (ignoredDestinations.has(word)) this.#group.hidden = true
    else if (word === 'u') {
      this.#add(String.fromCharCode(value & 0xffff))
      this.#skip = this.#group.fallback
    } else if (word === 'uc') this.#group.fallback = Math.max(0, value)
    else if (word === 'ansicpg' && iconv.encodingExists(`cp${value}`)) this.#group.codePage = `cp${value}`
    else if (word === 'mac') this.#group.codePage = 'macroman'
  }

  text(): string {
    return this.#parts
      .join('')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  }

  #add(text: string): void {
    this.#flush()
    if (!this.#group.hidden) this.#parts.push(text)
  }

  #flush(): void {
    this.#skip = 0
    if (this.#pending.length > 0)
      this.#parts.push(iconv.decode(Buffer.concat(this.#pending), this.#group.codePage))
    this.#pending = []
  }
}
