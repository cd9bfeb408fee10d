import type { Problem } from '../../../analysis/index.ts'
import type { Material } from '../material.ts'
import type { Report } from '../store.ts'
import type { Part } from './grammar.ts'
import { helpers } from './helpers/index.ts'
import { templateProblem } from './problem.ts'
import { readTemplate } from './read.ts'
import { Sheet } from './sheet.ts'
import type { Writing } from './writing.ts'

/** A report as its template and material make it. With problems it may be looked at, and not be exported. */
export type Written = Pick<Writing, 'printed' | 'marked' | 'charts' | 'pseudonyms' | 'named'> & {
  /** The report's Markdown without its notes. */
  markdown: string
  notes: readonly string[]
  problems: Problem[]
}

/** Writes a report from its template. What a helper cannot print is left out, marked, and told with its place. */
export function writeReport(
  report: Pick<Report, 'number' | 'title' | 'subtitle' | 'template'>,
  material: Material,
): Written {
  const { parts, problems } = readTemplate(report.template)
  const sheet = new Sheet()
  const writing: Writing = {
    report,
    material,
    sheet,
    printed: [],
    marked: [],
    charts: [],
    pseudonyms: new Map(),
    finding: undefined,
    named: [],
  }
  writeParts(parts, writing, problems)
  const { printed, marked, charts, pseudonyms, named } = writing
  return {
    markdown: `${sheet.markdown.trimEnd()}\n`,
    notes: sheet.notes,
    printed,
    marked,
    charts,
    pseudonyms,
    named,
    problems,
  }
}

function writeParts(parts: Part[], writing: Writing, problems: Problem[]): void {
  const { sheet } = writing
  for (const part of parts) {
    if (part.kind === 'text') sheet.text(part.markdown)
    else if (part.kind === 'block') {
      const from = sheet.markdown.length
      writeParts(part.parts, writing, problems)
      writing.marked.push({ kind: part.name, markdown: sheet.markdown.slice(from).trim() })
    } else {
      const refusal = helpers[part.call.name](part.call, writing)
      if (refusal === undefined) continue
      problems.push(templateProblem(part.call.place, refusal))
      sheet.words(`**[left out: ${part.call.key || part.call.name}]**`)
    }
  }
}
