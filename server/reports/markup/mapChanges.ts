import { textChanges } from '../../../analysis/application.ts'
import type { Span } from '../../../analysis/index.ts'
import type { FlowItem, Tracked } from '../../files/extract/markedUpWord.ts'
import { lockTag } from './locked.ts'
import type { MarkedChange, RefusalReason, RefusedChange } from './markupStore.ts'
import { proseOf } from './prose.ts'

/** A marked-up copy's changes as changes of the template that went out, and where its comments stand there. */
export type Mapped = {
  changes: MarkedChange[]
  refused: RefusedChange[]
  /** By the ids of comments; a comment on what the software wrote stands at the prose before it. */
  comments: Map<string, number>
  /** How many runs of prose the copy still has. */
  found: number
}

export function mapChanges(template: string, flow: FlowItem[]): Mapped {
  const mapper = new Mapper(template)
  for (const item of flow) mapper.take(item)
  return mapper.finish()
}

type Said = { text: string; change?: Tracked | undefined }
type Run = Span & { said: Said[] }
type Put = { text: string; change: Tracked }

/** Goes once through a copy, from one run of prose to the next. */
class Mapper {
  readonly #template: string
  readonly #prose: Span[]
  readonly #seen = new Set<string>()
  readonly #result: Mapped = { changes: [], refused: [], comments: new Map(), found: 0 }
  readonly #waitingComments: string[] = []
  #run: Run | undefined
  /** The end of the last run, while nothing that the software wrote stands between. */
  #after: number | undefined
  /** Whether a paragraph that was there has ended since the last run, or since the last words of the software. */
  #crossed = false
  /** Whether words or stops of the software stand between the last paragraph's beginning, or what was put in, and here. */
  #software = false
  /** What was put in since the last run, outside any. */
  #put: Put[] = []
  #putCrossed = false
  #joins: Tracked | undefined

  constructor(template: string) {
    this.#template = template
    this.#prose = proseOf(template)
  }

  take(item: FlowItem): void {
    if (item.kind === 'paragraph') this.#paragraph(item.change)
    else if (item.kind === 'comment') this.#comment(item.id)
    else if (item.kind !== 'text') this.#bookmark(item)
    else if (item.control?.startsWith(lockTag))
      this.#locked(item.text, item.control.slice(lockTag.length), item.change)
    else if (this.#run) this.#run.said.push({ text: item.text, change: item.change })
    else this.#loose(item.text, item.change)
  }

  finish(): Mapped {
    this.#endRun()
    this.#flush(undefined)
    return this.#result
  }

  #open(bookmark: string): void {
    const place = /^p_(\d{1,7})_(\d{1,7})$/.exec(bookmark)
    if (!place || this.#seen.has(bookmark)) return
    const [start, end] = [Number(place[1]), Number(place[2])]
    if (start >= end || !this.#prose.some(span => span.start <= start && end <= span.end)) return
    this.#endRun()
    this.#seen.add(bookmark)
    this.#result.found++
    this.#flush(start)
    for (const id of this.#waitingComments.splice(0)) this.#result.comments.set(id, start)
    this.#run = { start, end, said: [] }
  }

  #bookmark({ kind, bookmark }: Extract<FlowItem, { bookmark: string }>): void {
    if (kind === 'open') this.#open(bookmark)
    else if (this.#run && bookmark === `p_${this.#run.start}_${this.#run.end}`) this.#endRun()
  }

  #endRun(): void {
    const run = this.#run
    if (!run) return
    this.#run = undefined
    this.#after = run.end
    this.#crossed = this.#software = false
    const was = this.#template.slice(run.start, run.end)
    const shown = run.said
      .filter(({ change }) => change?.kind !== 'in')
      .map(({ text }) => text)
      .join('')
    if (shown === was) {
      this.#tracked(run)
      return
    }
    const left = run.said
      .filter(({ change }) => change?.kind !== 'out')
      .map(({ text }) => text)
      .join('')
    const untracked = { kind: 'in', author: '', date: '', moved: false } as const
    for (const { start, end, words } of textChanges(was, left))
      this.#change({ start: run.start + start, end: run.start + end }, words, untracked, false)
  }

  #tracked({ start, said }: Run): void {
    let at = start
    let open: { from: number; to: number; after: string; change: Tracked } | undefined
    const close = () => {
      if (open) this.#change({ start: open.from, end: open.to }, open.after, open.change, true)
      open = undefined
    }
    for (const { text, change } of said) {
      if (!change || (open && (open.change.author !== change.author || open.change.moved !== change.moved)))
        close()
      const to = change?.kind === 'in' ? at : at + text.length
      if (change) {
        open ??= { from: at, to: at, after: '', change }
        open.to = to
        if (change.kind === 'in') open.after += text
      }
      at = to
    }
    close()
  }

  #change({ start, end }: Span, after: string, { author, date, moved }: Tracked, tracked: boolean): void {
    const before = this.#template.slice(start, end)
    if (before === after) return
    if (/[{}]|\[\^/.test(after)) {
      this.#refuse('helper', '', { author, putIn: after, takenOut: before.length })
      return
    }
    const on = new Date(date)
    const dated = Number.isNaN(on.getTime()) ? {} : { date: on }
    this.#result.changes.push({
      start,
      end,
      before,
      after,
      author,
      ...dated,
      tracked,
      moved,
      decision: 'waiting',
    })
  }

  #refuse(
    why: RefusalReason,
    helper: string,
    said: Pick<RefusedChange, 'author' | 'putIn' | 'takenOut'>,
  ): void {
    const last = this.#result.refused.at(-1)
    if (last && last.why === why && last.helper === helper && last.author === said.author) {
      last.putIn += said.putIn
      last.takenOut += said.takenOut
    } else this.#result.refused.push({ why, helper, ...said })
  }

  #locked(text: string, helper: string, change: Tracked | undefined): void {
    if (change) this.#refuse('locked', helper, refusedWords(text, change))
    else this.#passSoftware()
  }

  /** Words outside any run: what the software wrote, where it is no white space; or what was put in between. */
  #loose(text: string, change: Tracked | undefined): void {
    if (change?.kind === 'in') {
      if (this.#put.length === 0) this.#putCrossed = this.#crossed
      this.#put.push({ text, change })
    } else if (text.trim() !== '') {
      if (change) this.#refuse('locked', '', refusedWords(text, change))
      else this.#passSoftware()
    }
  }

  #passSoftware(): void {
    this.#flush(undefined)
    this.#after = undefined
    this.#crossed = false
    this.#software = true
  }

  #paragraph(change: Tracked | undefined): void {
    if (this.#run) this.#run.said.push({ text: '\n\n', change })
    else if (change?.kind === 'in') this.#loose('\n\n', change)
    else if (change) this.#joins = change
    else {
      this.#crossed = true
      this.#software = false
    }
  }

  #comment(id: string): void {
    const run = this.#run
    const passed = run?.said.reduce(
      (sum, { text, change }) => sum + (change?.kind === 'in' ? 0 : text.length),
      0,
    )
    const at = run ? run.start + (passed ?? 0) : this.#after
    if (at === undefined) this.#waitingComments.push(id)
    else this.#result.comments.set(id, at)
  }

  /** Finds a place for what was put in since the last run: behind that, or else before the one that begins at `next`. */
  #flush(next: number | undefined): void {
    const put = this.#put
    this.#put = []
    this.#flushJoin(next)
    const [first] = put
    if (!first) return
    const said = put.map(({ text }) => text).join('')
    const place = this.#after ?? (this.#software || this.#crossed ? undefined : next)
    if (place === undefined) {
      this.#refuse('place', '', { author: first.change.author, putIn: said.trim(), takenOut: 0 })
      return
    }
    const words =
      this.#putCrossed && this.#after !== undefined ? `\n\n${said.trim()}` : said.replace(/\n+$/, '')
    // An empty paragraph is nothing in Markdown.
    if (words.trim() !== '' || !said.includes('\n'))
      this.#change({ start: place, end: place }, words, first.change, true)
  }

  /** Two paragraphs become one where nothing but white space stands between their prose. */
  #flushJoin(next: number | undefined): void {
    const joins = this.#joins
    this.#joins = undefined
    if (!joins) return
    const from = this.#after
    const gap =
      from !== undefined && next !== undefined && next > from ? this.#template.slice(from, next) : 'no gap'
    if (from === undefined || next === undefined || gap.trim() !== '') {
      this.#refuse('join', '', { author: joins.author, putIn: '', takenOut: 0 })
      return
    }
    const last = this.#result.changes.at(-1)
    // What was taken out up to the end of its paragraph, and that end, are one change.
    if (last && last.end === from && last.author === joins.author && last.tracked) {
      last.end = next
      last.before += gap
      last.after += last.after === '' ? '' : ' '
    } else this.#change({ start: from, end: next }, ' ', joins, true)
  }
}

function refusedWords(
  text: string,
  { kind, author }: Tracked,
): Pick<RefusedChange, 'author' | 'putIn' | 'takenOut'> {
  return { author, putIn: kind === 'in' ? text : '', takenOut: kind === 'out' ? text.length : 0 }
}
