import { escapeMarkdown, respondents } from '../../analysis/index.ts'
import type { Proposal } from './propose.ts'

/** findings.md: a proposal a section, for an author to make into a report. */
export function findingsMarkdown(source: string, of: number, themes: Proposal[], sets: Proposal[]): string {
  const parts = [
    `# Findings proposed from ${escapeMarkdown(source)}`,
    `Drafts, for an author to check and rewrite. They count ${respondents(of)} who wrote more than a non-answer. Ask for permission before you publish a quote: nobody is named here, but this file knows nothing of consent.`,
  ]
  const [first] = themes
  if (first) parts.push(first.note, ...themes.map(section))
  else parts.push('No rule of the codebook matched anything.')
  if (sets.length > 0) {
    parts.push('# Themes that the same respondents raised')
    parts.push('Each set was raised together by more respondents than chance would give.')
    parts.push(...sets.map(section))
  }
  return `${parts.join('\n\n')}\n`
}

function section({ themes, statement, markdown }: Proposal): string {
  return [`## ${escapeMarkdown(themes.join(', '))}`, `**${escapeMarkdown(statement)}**`, markdown].join(
    '\n\n',
  )
}
