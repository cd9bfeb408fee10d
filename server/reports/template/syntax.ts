import type { Problem } from '../../../analysis/index.ts'
import type { Place } from './grammar.ts'
import { templateProblem } from './problem.ts'

/** Turns what Handlebars says of a template that it cannot parse into a problem in plain words. */
export function syntaxProblem(source: string, error: unknown): Problem {
  const { message, lineNumber, column } = error as Error & { lineNumber?: number; column?: number }
  const unlike = /^(\S+) doesn't match (\S+)/.exec(message)
  if (unlike && lineNumber && column !== undefined) {
    const advice = `{{#${unlike[1]}}} is closed by {{/${unlike[2]}}}. Close it by {{/${unlike[1]}}}.`
    return templateProblem({ line: lineNumber, column: column + 1 }, advice)
  }
  return templateProblem(placeOf(source, message), adviceOn(message))
}

function adviceOn(message: string): string {
  if (message.endsWith("got 'EOF'"))
    return 'the template ends before this is closed. Close the brackets by }}, or the passage by {{/own}}, {{/recommend}} or what opened it.'
  if (message.endsWith("got 'OPEN_ENDBLOCK'"))
    return 'this closes a passage that was not opened. Open it by {{#own}}, {{#recommend}} or what fits it, or take it out.'
  if (message.endsWith("got 'INVERSE'")) return '{{else}} has no use here. Take it out.'
  return 'what is in these curly brackets cannot be read. Write a helper like {{quote "Q1" lead="{who} wrote that"}}: look for a missing quotation mark or bracket.'
}

/**
 * Handlebars gives the line and, in the message, up to twenty characters (line breaks taken out) before the place
 * with an arrow under it. The column is where those characters end in that line.
 */
function placeOf(source: string, message: string): Place {
  const [head = '', shown = '', arrow = ''] = message.split('\n')
  const line = Number(/on line (\d+)/.exec(head)?.[1] ?? 1)
  const before = shown.slice(0, arrow.indexOf('^')).replace(/^\.\.\./, '')
  const lines = source.split('\n')
  const text = lines[line - 1] ?? ''
  const start = lines.slice(0, line - 1).join('').length
  const joined = lines.join('')
  for (let column = 0; column <= text.length; column++) {
    const at = start + column
    if (
      joined.slice(Math.max(0, at - before.length), at) === before &&
      joined.startsWith(rest(shown, arrow), at)
    )
      return { line, column: column + 1 }
  }
  return { line, column: 1 }
}

/** The characters that the message shows from the place on. */
function rest(shown: string, arrow: string): string {
  return shown.slice(arrow.indexOf('^')).replace(/\.\.\.$/, '')
}
