import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'

/** What the report's heading says. Usage: `###### RECOMMENDATION {{number}}`, `# {{title}}`, `## {{subtitle}}`. */
export function heading(call: Call, { report, sheet }: Writing): Refusal {
  const words = { number: String(report.number), title: report.title, subtitle: report.subtitle }
  if (call.name === 'number' || call.name === 'title' || call.name === 'subtitle')
    sheet.words(asMarkdown(words[call.name]))
  return undefined
}
