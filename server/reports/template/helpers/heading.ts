import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'

/**
 * What the report's heading says: the whole of it, or a part.
 * Usage: `{{heading}}`, or `###### RECOMMENDATION {{number}}`, `# {{title}}`, `## {{subtitle}}`.
 */
export function heading(call: Call, { report, sheet }: Writing): Refusal {
  const { number, title, subtitle } = report
  if (call.name === 'number') sheet.words(String(number))
  else if (call.name === 'title') sheet.words(asMarkdown(title))
  else if (call.name === 'subtitle') sheet.words(asMarkdown(subtitle))
  else {
    const below = subtitle === '' ? '' : `\n## ${asMarkdown(subtitle)}`
    sheet.block(`###### RECOMMENDATION ${number}\n# ${asMarkdown(title)}${below}`)
  }
  return undefined
}
