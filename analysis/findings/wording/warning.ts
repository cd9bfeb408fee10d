import type { Span, Stance } from '../../model.ts'
import type { HouseStyle } from '../../quotes/houseStyle.ts'

export const wordingRules = ['plural', 'singular', 'scale', 'number', 'contrast', 'cause', 'agreed'] as const
/** Which of the rules a word breaks: see `wordingWarnings`. */
export type WordingRule = (typeof wordingRules)[number]

/** Words that say more than was counted; `message` says so, and how to mend it. */
export type WordingWarning = Span & { rule: WordingRule; message: string }

/** Someone quoted in the paragraph: where, from the start of the sentence (before it below 0), and who. */
export type Quoted = { at: number; who: string }

/** What a sentence rests on. */
export type WordingFacts = {
  /** How many stand where on its finding, over how many; undefined where it rests on none. */
  count: (Record<Stance, number> & { of: number }) | undefined
  /** Which of them it speaks of. */
  side: 'supports' | 'opposes'
  quoted: Quoted[]
  /** Whether passages that were coded for the finding state a cause themselves. */
  causeStated: boolean
  /** False where testimony is read without a scale of words; it applies where nothing is said. */
  isScaled?: boolean
  /** What the house calls those who answered, and how it counts them. */
  style?: Pick<HouseStyle, 'contributors' | 'numerals'>
}
