import type { Problem } from '../../../analysis/index.ts'

/** What is counted while a project is written. */
export type Taken = {
  responses: number
  sources: number
  codings: number
  /** Codings that REFI-QDA has no place for: rejected ones, and those of themes that are gone. */
  rejected: number
  /** Texts with characters that take two UTF-16 code units. */
  beyondBmp: number
  /** Texts whose respondents withdrew or changed them while the project was written. */
  gone: number
  archived: number
  memos: number
}

export function nothingTaken(): Taken {
  return {
    ...{ responses: 0, sources: 0, codings: 0, rejected: 0 },
    ...{ beyondBmp: 0, gone: 0, archived: 0, memos: 0 },
  }
}

/** What of a consultation is not in its project, or is there otherwise than other programs may read it. */
export function reportOf(taken: Taken): Problem[] {
  const { rejected, beyondBmp, gone, archived } = taken
  const lines: (Problem | false)[] = [
    rejected > 0 && {
      place: 'Codings',
      message: `Left out: ${rejected} in which a person rejected a theme, since other programs would count them as codings. They are in the codings as CSV and in the trail.`,
    },
    archived > 0 && {
      place: 'Themes',
      message: `Archived themes that became codes like all others: ${archived}.`,
    },
    beyondBmp > 0 && {
      place: 'Texts',
      message: `Texts with characters beyond the Basic Multilingual Plane, such as emoji: ${beyondBmp}. Positions count Unicode code points, as the standard asks. A program that counts UTF-16 code units, as NVivo does, shows what is selected behind such a character too early.`,
    },
    gone > 0 && {
      place: 'Texts',
      message: `Texts whose respondents withdrew or changed them while the file was written: ${gone}. Their sources are empty.`,
    },
    {
      place: 'The project',
      message:
        'It holds no names, addresses and references, no suggestions of the machine, no histories of codings and no earlier versions of memos. What each respondent permits is among the variables of their case.',
    },
  ]
  return lines.filter(line => line !== false)
}
