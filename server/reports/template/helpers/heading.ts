import { kindNames } from '../../store.ts'
import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'

/**
 * What the report's heading says: the whole of it, or a part.
 * Usage: `{{heading}}`, or `###### RECOMMENDATION {{number}}`, `# {{title}}`, `## {{subtitle}}`.
 */
export function heading(call: Call, { report, sheet }: Writing): Refusal {
  const { number, title, subtitle, kind = 'recommendation' } = report
  if (call.name === 'number') sheet.words(String(number))
  else if (call.name === 'title') sheet.words(asMarkdown(title))
  else if (call.name === 'subtitle') sheet.words(asMarkdown(subtitle))
  else {
    const below = subtitle === '' ? '' : `\n## ${asMarkdown(subtitle)}`
    const above = kind === 'recommendation' ? `RECOMMENDATION ${number}` : kindNames[kind].toUpperCase()
    sheet.block(`###### ${above}\n# ${asMarkdown(title)}${below}`)
  }
  return undefined
}
