/** Why a response is held for a person to look at, the most telling first. */
export const heldReasons = ['trap', 'pace', 'repeat'] as const
export type HeldReason = (typeof heldReasons)[number]

export type Verdict = 'released' | 'rejected'

/** What a person decided; `act` is common to all that were decided at one press, so that it can be undone whole. */
export type Decision = { verdict: Verdict; act: string; by: string; at: Date }

/**
 * What is kept of a response that looks as if a program had sent it, from when it was sent until it is let in: then
 * nothing says any more that it was held. `deleting` from when its last day has come. Whoever withdraws such a response takes it out of the review.
 */
export type Held = { at: Date; why: HeldReason[]; decision?: Decision; deleting?: true }

/** For how long a release can be taken back, in milliseconds: only after that the response is let in. */
export const secondThoughts = 5 * 60 * 1000
