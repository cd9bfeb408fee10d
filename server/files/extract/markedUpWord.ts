import { SaxesParser } from 'saxes'
import { readEntry } from '../zip.ts'
import { Unreadable } from './unreadable.ts'

/** A tracked change, by whom and when, as the document says; `date` is as written there, empty where it is not. */
export type Tracked = { kind: 'in' | 'out'; author: string; date: string; moved: boolean }

/** What a document says in its order, with all that its changes put in and took out. */
export type FlowItem =
  /** `control` is the tag of the content control that holds it. */
  | { kind: 'text'; text: string; change?: Tracked; control?: string }
  /** The end of a paragraph, and whether that was put in or taken out. */
  | { kind: 'paragraph'; change?: Tracked }
  | { kind: 'open' | 'close'; bookmark: string }
  /** Where the words begin that a comment is about. */
  | { kind: 'comment'; id: string }

export type WordComment = { id: string; author: string; date: string; words: string }

export type MarkedUpWord = {
  /** The document's own properties, by their names. */
  properties: Record<string, string>
  flow: FlowItem[]
  comments: WordComment[]
  /** Changes in places that are not read: notes, text boxes, and how words are set. */
  unread: { notes: number; boxes: number; settings: number }
}

/** Characters of its text, items of its flow, and comments: beyond these it is no report that was marked up. */
const most = { text: 2_000_000, items: 200_000, comments: 2_000, name: 200 }

/** A Word document whose ZIP has been checked, with its tracked changes and comments. @throws Unreadable */
export async function readMarkedUpWord(bytes: Buffer): Promise<MarkedUpWord> {
  const part = async (name: string) => (await readEntry(bytes, name))?.toString('utf8') ?? ''
  const reader = new FlowReader()
  const document = await part('word/document.xml')
  if (document === '') throw new Unreadable('corrupt')
  parse(document, reader)
  let notes = 0
  for (const name of ['word/footnotes.xml', 'word/endnotes.xml']) {
    const inNotes = new FlowReader()
    parse(await part(name), inNotes)
    notes += inNotes.flow.filter(item => 'change' in item).length
  }
  return {
    properties: propertiesOf(await part('docProps/custom.xml')),
    flow: reader.flow,
    comments: commentsOf(await part('word/comments.xml')),
    unread: { notes, boxes: reader.boxes, settings: reader.settings },
  }
}

type Attribute = (name: string) => string
type Handlers = {
  open: (name: string, attribute: Attribute, parents: readonly string[]) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

const inserted = new Set(['w:ins', 'w:moveTo'])
const deleted = new Set(['w:del', 'w:moveFrom'])
const settings = new Set([
  'w:rPrChange',
  'w:pPrChange',
  'w:tblPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
])
const characters = new Map([
  ['w:tab', '\t'],
  ['w:br', '\n'],
  ['w:cr', '\n'],
  ['w:noBreakHyphen', '\u2011'],
  ['w:softHyphen', '\u00AD'],
])

class FlowReader implements Handlers {
  readonly flow: FlowItem[] = []
  boxes = 0
  settings = 0
  readonly #bookmarks = new Map<string, string>()
  readonly #changes: Tracked[] = []
  readonly #controls: string[] = []
  readonly #marks: (Tracked | undefined)[] = []
  /** Inside a text box, or what a setting was before it was changed. */
  #hidden = 0
  #inText = false
  #length = 0

  open = (name: string, attribute: Attribute, parents: readonly string[]): void => {
    if (name === 'w:txbxContent' || name === 'mc:Fallback' || settings.has(name)) {
      if (settings.has(name)) this.settings++
      this.#hidden++
    }
    const kind = inserted.has(name) ? 'in' : deleted.has(name) ? 'out' : undefined
    if (kind) {
      const change = changeOf(kind, name, attribute)
      const isMark = parents.at(-1) === 'w:rPr' && parents.at(-2) === 'w:pPr'
      if (this.#hidden > 0 && parents.includes('w:txbxContent') && !parents.includes('mc:Fallback'))
        this.boxes++
      if (isMark && this.#hidden === 0) this.#marks[this.#marks.length - 1] = change
      this.#changes.push(change)
    }
    if (name === 'w:sdt') this.#controls.push('')
    if (name === 'w:tag' && parents.at(-1) === 'w:sdtPr' && this.#controls.length > 0)
      this.#controls[this.#controls.length - 1] = attribute('w:val').slice(0, most.name)
    if (name === 'w:p' && this.#hidden === 0) this.#marks.push(undefined)
    if (this.#hidden === 0) this.#place(name, attribute)
    if (name === 'w:t' || name === 'w:delText') this.#inText = true
    else if (!this.#inText && parents.at(-1) === 'w:r') this.text(characters.get(name) ?? '', true)
  }

  text = (text: string, isCharacter = false): void => {
    if (text === '' || this.#hidden > 0 || !(this.#inText || isCharacter)) return
    this.#length += text.length
    if (this.#length > most.text) throw new Unreadable('tooMuchText')
    const kinds = new Set(this.#changes.map(({ kind }) => kind))
    // What one person put in and another took out again was never there.
    if (kinds.size === 2) return
    const change = this.#changes.at(-1)
    const control = this.#controls.findLast(tag => tag !== '')
    this.#add({ kind: 'text', text, ...(change ? { change } : {}), ...(control ? { control } : {}) })
  }

  close = (name: string): void => {
    if (name === 'w:txbxContent' || name === 'mc:Fallback' || settings.has(name)) this.#hidden--
    if (inserted.has(name) || deleted.has(name)) this.#changes.pop()
    if (name === 'w:sdt') this.#controls.pop()
    if (name === 'w:t' || name === 'w:delText') this.#inText = false
    if (name === 'w:p' && this.#hidden === 0) {
      const change = this.#marks.pop()
      this.#add({ kind: 'paragraph', ...(change ? { change } : {}) })
    }
  }

  #place(name: string, attribute: Attribute): void {
    if (name === 'w:bookmarkStart') {
      const bookmark = attribute('w:name').slice(0, most.name)
      this.#bookmarks.set(attribute('w:id'), bookmark)
      this.#add({ kind: 'open', bookmark })
    }
    if (name === 'w:bookmarkEnd') {
      const bookmark = this.#bookmarks.get(attribute('w:id'))
      if (bookmark !== undefined) this.#add({ kind: 'close', bookmark })
    }
    if (name === 'w:commentRangeStart')
      this.#add({ kind: 'comment', id: attribute('w:id').slice(0, most.name) })
  }

  #add(item: FlowItem): void {
    if (this.flow.length >= most.items) throw new Unreadable('tooMuchText')
    this.flow.push(item)
  }
}

function changeOf(kind: Tracked['kind'], name: string, attribute: Attribute): Tracked {
  const author = attribute('w:author').slice(0, most.name)
  return { kind, author, date: attribute('w:date').slice(0, 40), moved: name.startsWith('w:move') }
}

function commentsOf(xml: string): WordComment[] {
  const comments: WordComment[] = []
  let inText = false
  let length = 0
  parse(xml, {
    open: (name, attribute) => {
      if (name === 'w:comment') {
        if (comments.length >= most.comments) throw new Unreadable('tooMuchText')
        const [id, author] = [attribute('w:id'), attribute('w:author')].map(each => each.slice(0, most.name))
        comments.push({
          id: id ?? '',
          author: author ?? '',
          date: attribute('w:date').slice(0, 40),
          words: '',
        })
      }
      if (name === 'w:t') inText = true
    },
    text: text => {
      const last = comments.at(-1)
      if (!inText || !last) return
      length += text.length
      if (length > most.text) throw new Unreadable('tooMuchText')
      last.words += text
    },
    close: name => {
      if (name === 'w:t') inText = false
      const last = comments.at(-1)
      if (name === 'w:p' && last) last.words += '\n'
    },
  })
  return comments.map(comment => ({ ...comment, words: comment.words.trim() }))
}

function propertiesOf(xml: string): Record<string, string> {
  const found = new Map<string, string>()
  let name = ''
  parse(xml, {
    open: (element, attribute) => {
      if (element === 'property') name = attribute('name').slice(0, most.name)
    },
    text: text => {
      if (name !== '' && found.size < 100)
        found.set(name, ((found.get(name) ?? '') + text).slice(0, most.name))
    },
    close: element => {
      if (element === 'property') name = ''
    },
  })
  return Object.fromEntries(found)
}

/** Goes through XML once. It resolves no entity but XML's own five. @throws Unreadable where it is not well-formed */
function parse(xml: string, { open, text, close }: Handlers): void {
  if (xml === '') return
  const parents: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    open(name, attribute => attributes[attribute] ?? '', parents)
    parents.push(name)
    if (parents.length > 500) throw new Unreadable('corrupt')
  })
  if (text) parser.on('text', words => text(words))
  parser.on('closetag', ({ name }) => {
    parents.pop()
    close?.(name)
  })
  parser.on('error', () => {
    throw new Unreadable('corrupt')
  })
  parser.write(xml).close()
}
