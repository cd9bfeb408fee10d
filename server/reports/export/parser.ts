import { safeMarkdown } from '../../http/safeMarkdown.ts'

/**
 * The one reader of a report's Markdown, behind HTML, Word and PDF. Raw HTML is text, links go to web and mail
 * addresses only, pictures are not known, and marks are left as typed, since they may be a respondent's.
 *
 * Beside Markdown's own tokens it gives an inline `note` for `[^1]`, and a block `chart` for `![…][chart-1]` that
 * stands by itself; each has its number as content, and is read only where the report has so many.
 */
export function createParser({ notes, charts }: { notes: number; charts: number }) {
  const parser = safeMarkdown()
  parser.inline.ruler.before('link', 'note', (state, silent) => {
    const mark = /^\[\^(\d+)\]/.exec(state.src.slice(state.pos, state.pos + 12))
    if (!mark || Number(mark[1]) > notes) return false
    if (!silent) state.push('note', '', 0).content = mark[1] ?? ''
    state.pos += mark[0].length
    return true
  })
  parser.block.ruler.before('paragraph', 'chart', (state, line, _end, silent) => {
    if (charts === 0) return false
    const text = state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
    const mark = /^!\[.*\]\[chart-(\d+)\]$/.exec(text)
    const number = Number(mark?.[1] ?? 0)
    if (number < 1 || number > charts) return false
    if (!silent) {
      state.push('chart', '', 0).content = String(number)
      state.line = line + 1
    }
    return true
  })
  return parser
}
