import MarkdownIt from 'markdown-it'
import type { Written } from '../template/write.ts'

/**
 * A report's Markdown as HTML. Raw HTML in it is shown and not obeyed, links go to web and mail addresses only, and
 * nothing is fetched: there are no pictures. Marks are left as typed, since they may be a respondent's.
 *
 * @param headingsFrom 1 for a page of its own, 2 below a page's own heading
 */
export function reportHtml(
  { markdown, notes }: Pick<Written, 'markdown' | 'notes'>,
  headingsFrom: 1 | 2 = 1,
): string {
  const parser = createParser(notes.length, headingsFrom)
  const list = notes.map((note, i) => {
    const back = `<a href="#from-note-${i + 1}" class="note-back" aria-label="Back to where note ${i + 1} stands">↩</a>`
    return `<li id="note-${i + 1}">${parser.renderInline(note)} ${back}</li>`
  })
  const heading = `h${headingsFrom + 1}`
  const section = `<section class="notes" aria-labelledby="notes">\n<${heading} id="notes">Notes</${heading}>\n<ol>\n${list.join('\n')}\n</ol>\n</section>\n`
  return parser.render(markdown) + (list.length > 0 ? section : '')
}

function createParser(notes: number, headingsFrom: number) {
  const parser = new MarkdownIt({ html: false, linkify: false, typographer: false })
  parser.disable('image')
  parser.validateLink = link => /^(?:https?:\/\/|mailto:)/i.test(link.trim())
  parser.inline.ruler.before('link', 'note', (state, silent) => {
    const mark = /^\[\^(\d+)\]/.exec(state.src.slice(state.pos, state.pos + 12))
    if (!mark || Number(mark[1]) > notes) return false
    if (!silent) state.push('note', '', 0).content = mark[1] ?? ''
    state.pos += mark[0].length
    return true
  })
  parser.renderer.rules.note = (tokens, i) => {
    const number = tokens[i]?.content ?? ''
    return `<sup><a href="#note-${number}" id="from-note-${number}" aria-label="Note ${number}">${number}</a></sup>`
  }
  // The line over the title is set as a sixth heading; to a reader's outline it is a line and no heading.
  const tag = (name: string) =>
    name === 'h6' ? 'p' : `h${Math.min(6, Number(name.slice(1)) + headingsFrom - 1)}`
  parser.renderer.rules.heading_open = (tokens, i) => {
    const name = tokens[i]?.tag ?? 'h6'
    return name === 'h6' ? '<p class="kicker">' : `<${tag(name)}>`
  }
  parser.renderer.rules.heading_close = (tokens, i) => `</${tag(tokens[i]?.tag ?? 'h6')}>\n`
  return parser
}
