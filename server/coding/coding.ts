import type { Settles } from '../../analysis/application.ts'
import type { Coding, Span } from '../../analysis/index.ts'
import { idOf } from '../database/ids.ts'

/** The part of a coding that its coder may change: what they decided, and what led them to it. */
export type Decision = Pick<Coding, 'verdict' | 'stance' | 'origin'> & {
  /** The machine's tag and rule that were decided on; absent when it was coded unaided. */
  tag?: string
  rule?: string
  codebookVersion: number
  /** The sample for which it was decided on without marks; what stands around it was not read for themes. */
  audit?: string
  /** The difference between coders that it settles, and why so: see adjudication/. It is an outcome, not its coder’s own reading. */
  adjudicates?: Settles
  reason?: string
  /** The coding that this one stands for: another span or theme of the same coder. */
  replaces?: string
  removed?: { by: string; at: Date }
}

/** One entry of a coding's history: what was done, and how it stood before (absent: it was not there). */
export type Change = {
  at: Date
  by: string
  /** Names what one press of a button did, which may have changed two codings. */
  action: string
  did:
    | 'accepted'
    | 'rejected'
    | 'coded'
    | 'changed'
    | 'removed'
    | 'merged'
    | 'split'
    | 'settled'
    | 'kept'
    | 'carried'
    | 'undid'
    | 'redid'
  before?: Decision
}

/**
 * One person's decision on one passage and theme. Its id is made of coder, text, span and theme, so that sending
 * twice makes one, and none of these ever changes: a changed span or theme is another coding.
 */
export type StoredCoding = Omit<Coding, 'id'> &
  Decision & {
    _id: string
    id: string
    consultation: string
    question: string
    /** When it took the shape it has. */
    at: Date
    batch?: string
    /** Everything that was ever done to it, oldest first. */
    history: Change[]
    /** Counts the changes, so that two at once are noticed. */
    revision: number
    /** What follows from the last change and is not done yet. */
    pending: 'count'[]
  }

/** The id that a coder's decision on a passage and theme has. */
export function codingId(coder: string, text: string, { start, end }: Span, theme: string): string {
  return idOf(coder, text, start, end, theme)
}
