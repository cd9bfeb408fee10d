import { escapeMarkdown, fewestForWords, raisedSentence, respondents } from '../../analysis/application.ts'
import type { Proposal } from './propose.ts'

/** How many themes the opening sentence names. */
const mainThemes = 5

const scale =
  'Few means under 10 in a hundred of them, some 10 to under 30, many 30 to 50, most over 50 to under 90, and almost all 90 or more.'

/**
 * findings.md: what was raised most, how it was counted, and a proposal a section, for an author to make into a
 * report.
 *
 * @param of respondents who wrote more than a non-answer
 * @param raisedNone how many of them raised no theme
 */
export function findingsMarkdown(
  source: string,
  { of, raisedNone }: { of: number; raisedNone: number },
  { themes, sets }: { themes: Proposal[]; sets: Proposal[] },
): string {
  const parts = [
    `# Findings proposed from ${escapeMarkdown(source)}`,
    opening(of, raisedNone, themes),
    `*How this was counted.* ${counting(of, themes)}`,
    ...themes.map(section),
  ]
  if (sets.length > 0) {
    parts.push('# Themes raised together')
    parts.push('More respondents raised each of these sets of themes than chance would give.')
    parts.push(...sets.map(section))
  }
  return `${parts.join('\n\n')}\n`
}

/** The main themes in a sentence, and how far the codebook reaches. */
function opening(of: number, raisedNone: number, themes: Proposal[]): string {
  if (of === 0) return 'Nobody wrote more than a non-answer, so there is nothing to report.'
  if (themes.length === 0) return `No rule of the codebook matched anything that ${respondents(of)} wrote.`
  const main = themes
    .slice(0, mainThemes)
    .map(({ themes: [name = ''], respondents: own }) => ({ name, respondents: own }))
  const sentences = [escapeMarkdown(raisedSentence(main, of))]
  const more = themes.length - main.length
  if (more > 0)
    sentences.push(`${more} more ${more === 1 ? 'theme follows' : 'themes follow'}, most raised first.`)
  if (raisedNone > 0) sentences.push(`${respondents(raisedNone)} raised no theme of the codebook.`)
  return sentences.join(' ')
}

function counting(of: number, [first]: Proposal[]): string {
  return [
    `Counted are ${respondents(of)} who wrote more than a non-answer.`,
    ...(first ? [first.note] : []),
    ...(first && of >= fewestForWords ? [scale] : []),
    'These are drafts, for an author to check and rewrite. Nobody is named, but this file knows nothing of consent: ask before you publish a quote.',
  ].join(' ')
}

function section({ themes, markdown }: Proposal): string {
  return `## ${escapeMarkdown(themes.join(', '))}\n\n${markdown}`
}
