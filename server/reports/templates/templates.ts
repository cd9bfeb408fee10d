import type { Material } from '../material.ts'
import type { ReportKind } from '../store.ts'
import { recommendationTemplate } from './recommendation.ts'

/** What each kind of report is for, where an author chooses one to start from. */
export const kindPurposes: Record<ReportKind, string> = {
  recommendation: 'Recommendation: a chapter that argues from findings to what should be done',
  summary: 'Thematic summary: each finding with its count, its quotes and who disagreed',
  heard: '“You said, we heard”: a short page for those who answered',
  quotes: 'Quote bank: every quote that may be printed, by finding',
  method: 'Method note: how the answers were counted, and what that cannot show',
}

/** A template to start a report from. @param findings those to write of, by the names that templates call them */
export function startingTemplate(kind: ReportKind, findings: string[], material: Material): string {
  return kind === 'recommendation' ? recommendationTemplate(findings, material) : templates[kind]
}

const templates: Record<Exclude<ReportKind, 'recommendation'>, string> = {
  summary: `{{heading}}

{{#each findings}}
## {{claim}}

{{finding}} Of the {{of as="respondents"}} who answered, {{prevalence}} said so.

{{#each quotes}}
{{quote lead="{Who} wrote:"}}.

{{/each}}
{{#each counters}}
{{counter lead="Not everyone saw it so: {who} wrote:"}}.

{{/each}}
{{#each evidence}}
{{#evidenced}}Published elsewhere on this:{{/evidenced}} {{evidence}}.

{{/each}}
{{/each}}
{{method}}
`,
  heard: `{{heading}}

{{#own}}Thank you for answering. This page says what we heard, in your words, and how many of you said so. It quotes only those who allowed it.{{/own}}

{{#each findings}}
## {{claim}}

{{#reported}}**You said:**{{/reported}} {{finding}} Of the {{of as="respondents"}} who answered, {{prevalence}} said so.

{{#each quotes}}
{{quote lead="{Who} wrote:"}}.

{{/each}}
{{#each counters}}
{{counter lead="Not everyone saw it so: {who} wrote:"}}.

{{/each}}
{{/each}}
{{!-- Say what follows from it, and take it out of this comment:
{{#own}}**We heard:** …{{/own}}
--}}

{{method}}
`,
  quotes: `{{heading}}

{{#each findings}}
## {{claim}}

{{#each quotes}}
- {{quote lead="{Who} wrote:"}}
{{/each}}

{{#each counters}}
- {{counter lead="Against it, {who} wrote:"}}
{{/each}}

{{/each}}
{{method}}
`,
  method: `{{heading}}

{{#each findings}}
- {{#reported}}“{{claim}}”{{/reported}}: {{prevalence}} of {{of as="respondents"}}.
{{/each}}

{{method}}

{{#own}}Nobody was drawn by lot: whoever answers a consultation has chosen to. What is said here cannot be taken for what everybody thinks, nor how many said it for how common it is.{{/own}}
`,
}
