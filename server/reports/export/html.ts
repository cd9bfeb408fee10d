import type { StateInline } from 'markdown-it'
import { chartSvg } from '../../files/charts/svg.ts'
import type { Written } from '../template/write.ts'
import { createParser } from './parser.ts'

/** What of a written report is printed. */
export type Printable = Pick<Written, 'markdown' | 'notes'> & Partial<Pick<Written, 'charts'>>

/**
 * A report's Markdown as HTML. Raw HTML in it is shown and not obeyed, links go to web and mail addresses only, and
 * nothing is fetched: the only pictures are our charts, drawn in place.
 *
 * @param headingsFrom 1 for a page of its own, 2 below a page's own heading
 */
export function reportHtml({ markdown, notes, charts = [] }: Printable, headingsFrom: 1 | 2 = 1): string {
  const parser = createHtmlParser({ notes: notes.length, charts }, headingsFrom)
  const list = notes.map((note, i) => {
    const back = `<a href="#from-note-${i + 1}" class="note-back" aria-label="Back to where note ${i + 1} stands">↩</a>`
    return `<li id="note-${i + 1}">${parser.renderInline(note)} ${back}</li>`
  })
  const heading = `h${headingsFrom + 1}`
  const section = `<section class="notes" aria-labelledby="notes">\n<${heading} id="notes">Notes</${heading}>\n<ol>\n${list.join('\n')}\n</ol>\n</section>\n`
  return parser.render(markdown) + (list.length > 0 ? section : '')
}

/**
 * The marks that pages of the desk set before sentences: `[^s1]`, `[^u2]` before one that wants a mark, and `[^c3]`
 * before one that has comments.
 */
function sentenceMark(state: StateInline, silent: boolean): boolean {
  const mark = /^\[\^([suc])(\d+)\]/.exec(state.src.slice(state.pos, state.pos + 14))
  if (!mark) return false
  if (!silent) {
    const token = state.push('sentence', '', 0)
    token.markup = mark[1] ?? ''
    token.content = mark[2] ?? ''
  }
  state.pos += mark[0].length
  return true
}

function createHtmlParser(
  { notes, charts }: { notes: number; charts: Written['charts'] },
  headingsFrom: number,
) {
  const parser = createParser({ notes, charts: charts.length })
  const { rules } = parser.renderer
  rules.note = (tokens, i) => {
    const number = tokens[i]?.content ?? ''
    return `<sup><a href="#note-${number}" id="from-note-${number}" aria-label="Note ${number}">${number}</a></sup>`
  }
  parser.inline.ruler.before('link', 'sentence', sentenceMark)
  rules.sentence = (tokens, i) => {
    const { content: number = '', markup } = tokens[i] ?? {}
    if (markup === 's') return `<span id="sentence-${number}"></span>`
    if (markup === 'c')
      return `<a id="sentence-${number}" class="commented" href="#comments" aria-label="Sentence ${number} has comments">${number}</a> `
    return `<a id="sentence-${number}" class="unmarked" href="#ledger-${number}" aria-label="Unmarked: sentence ${number} in the ledger">unmarked</a> `
  }
  rules.chart = (tokens, i) => {
    const number = Number(tokens[i]?.content)
    const chart = charts[number - 1]
    return chart ? `<figure class="chart">${chartSvg(chart, { id: `chart-${number}` })}</figure>\n` : ''
  }
  // Markdown's reader sets the side by a style, which the pages' rules of security refuse.
  rules.th_open = rules.td_open = (tokens, i) => {
    const tag = tokens[i]?.tag ?? 'td'
    return /right/.test(String(tokens[i]?.attrGet('style'))) ? `<${tag} class="number">` : `<${tag}>`
  }
  // The line over the title is set as a sixth heading; to a reader's outline it is a line and no heading.
  const tag = (name: string) =>
    name === 'h6' ? 'p' : `h${Math.min(6, Number(name.slice(1)) + headingsFrom - 1)}`
  rules.heading_open = (tokens, i) => {
    const name = tokens[i]?.tag ?? 'h6'
    return name === 'h6' ? '<p class="kicker">' : `<${tag(name)}>`
  }
  rules.heading_close = (tokens, i) => `</${tag(tokens[i]?.tag ?? 'h6')}>\n`
  return parser
}
