import type { Span } from '../../../analysis/index.ts'
import type { Found, FoundPassage } from './found.ts'

/** A stretch of one text that somebody gave a theme: what each coder who read the text coded in it, nothing included. */
export type Passage = Span & {
  text: string
  respondent: string
  question: string
  theme: string
  sides: { coder: string; codings: FoundPassage[] }[]
}

/**
 * The passages that coders gave a theme, those of all coders that overlap being one. They are coded alike where all who
 * read the text applied the theme there, with the same stances; where one ends a little earlier than another's is no
 * difference, since nothing is counted by it.
 */
export function comparedPassages(found: Found): { alike: Passage[]; differ: Passage[] } {
  const compared = { alike: [] as Passage[], differ: [] as Passage[] }
  for (const read of found) {
    const themes = new Set([...read.by.values()].flatMap(own => own.map(({ theme }) => theme)))
    for (const theme of themes)
      for (const passage of passagesIn(read, theme))
        compared[isAlike(passage) ? 'alike' : 'differ'].push(passage)
  }
  return compared
}

function passagesIn({ by, ...place }: Found[number], theme: string): Passage[] {
  const spans = [...by.values()].flat().filter(passage => passage.theme === theme)
  const stretches: Span[] = []
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const last = stretches.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else stretches.push({ start, end })
  }
  return stretches.map(stretch => ({
    ...place,
    ...stretch,
    theme,
    sides: [...by].map(([coder, own]) => ({
      coder,
      codings: own.filter(
        passage => passage.theme === theme && passage.start < stretch.end && stretch.start < passage.end,
      ),
    })),
  }))
}

function isAlike({ sides }: Passage): boolean {
  const said = sides.map(({ codings }) => [...new Set(codings.map(({ stance }) => stance))].sort().join())
  return said.every(each => each !== '' && each === said[0])
}
