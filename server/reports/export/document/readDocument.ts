import type { Token } from 'markdown-it'
import type { Chart } from '../../../files/charts/chart.ts'
import type { Printable } from '../html.ts'
import { createParser } from '../parser.ts'
import type { Align, Block, ReportDocument } from './model.ts'
import { readInlines } from './readInlines.ts'

/** Reads a written report's Markdown into the blocks that Word and PDF are set from. */
export function readDocument({ markdown, notes, charts = [] }: Printable): ReportDocument {
  const parser = createParser({ notes: notes.length, charts: charts.length })
  return {
    blocks: new Reader(parser.parse(markdown, {}), charts).blocks(),
    notes: notes.map(note => readInlines(parser.parseInline(note, {})[0]?.children ?? [])),
  }
}

/** Goes once through the tokens; each method takes what it reads, to its closing token. */
class Reader {
  #tokens: readonly Token[]
  #charts: readonly Chart[]
  #at = 0

  constructor(tokens: readonly Token[], charts: readonly Chart[]) {
    this.#tokens = tokens
    this.#charts = charts
  }

  /** The blocks up to the end, or to `close`, which is taken. */
  blocks(close?: string): Block[] {
    const blocks: Block[] = []
    for (;;) {
      const token = this.#next()
      if (!token || token.type === close) return blocks
      blocks.push(...this.#block(token))
    }
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++]
  }

  #inlines(close: string) {
    const inlines = readInlines(this.#next()?.children ?? [])
    if (this.#next()?.type !== close) throw new Error(`readDocument: no ${close} where one was expected`)
    return inlines
  }

  #block(token: Token): Block[] {
    switch (token.type) {
      case 'heading_open': {
        const level = Number(token.tag.slice(1))
        const inlines = this.#inlines('heading_close')
        if (level === 6) return [{ kind: 'kicker', inlines }]
        return [{ kind: 'heading', level: level as 1 | 2 | 3 | 4 | 5, inlines }]
      }
      case 'paragraph_open':
        return [{ kind: 'paragraph', inlines: this.#inlines('paragraph_close') }]
      case 'blockquote_open':
        return [{ kind: 'quotation', blocks: this.blocks('blockquote_close') }]
      case 'bullet_list_open':
        return [{ kind: 'list', start: null, items: this.#items('bullet_list_close') }]
      case 'ordered_list_open':
        return [
          {
            kind: 'list',
            start: Number(token.attrGet('start') ?? 1),
            items: this.#items('ordered_list_close'),
          },
        ]
      case 'table_open':
        return [this.#table()]
      case 'fence':
      case 'code_block':
        return [{ kind: 'code', text: token.content.replace(/\n$/, '') }]
      case 'hr':
        return [{ kind: 'rule' }]
      case 'chart': {
        const chart = this.#charts[Number(token.content) - 1]
        return chart ? [{ kind: 'chart', chart }] : []
      }
      default:
        throw new Error(`readDocument: a report has no “${token.type}”`)
    }
  }

  #items(close: string): Block[][] {
    const items: Block[][] = []
    for (let token = this.#next(); token && token.type !== close; token = this.#next())
      items.push(this.blocks('list_item_close'))
    return items
  }

  #table(): Block {
    const rows: ReturnType<typeof readInlines>[][] = []
    const align: Align[] = []
    for (let token = this.#next(); token && token.type !== 'table_close'; token = this.#next()) {
      if (token.type === 'tr_open') rows.push([])
      if (token.type === 'th_open')
        align.push(/text-align:right/.test(String(token.attrGet('style'))) ? 'right' : 'left')
      if (token.type === 'th_open' || token.type === 'td_open')
        rows.at(-1)?.push(this.#inlines(token.type.replace('open', 'close')))
    }
    const [head = [], ...body] = rows
    return { kind: 'table', align, head, rows: body }
  }
}
