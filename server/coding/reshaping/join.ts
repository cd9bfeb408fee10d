import type { Decision } from '../coding.ts'
import { stanceOf } from '../mentions.ts'

/** What becomes of a coding where its coder had decided on the same passage for the other theme. */
export const joins = ['same', 'stance', 'verdict'] as const
export type Join = (typeof joins)[number]

/** In what the two decisions of one coder on one passage differ; `same` where they say the same. */
export function joinOf(
  a: Pick<Decision, 'verdict' | 'stance'>,
  b: Pick<Decision, 'verdict' | 'stance'>,
): Join {
  if (a.verdict !== b.verdict) return 'verdict'
  return a.stance === b.stance || a.verdict === 'rejected' ? 'same' : 'stance'
}

/**
 * What the coder says of the passage for the theme that both become: that it speaks of it, where they accepted it for
 * either; for and against make mixed, and a bare mention gives way. What led to the decision that carries is kept.
 *
 * @returns `standing` itself where it already says so
 */
export function joined(moved: Decision, standing: Decision): Decision {
  if (moved.verdict === 'rejected') return standing
  if (standing.verdict === 'rejected') return moved
  const stance = stanceOf([moved, standing]) ?? standing.stance
  return stance === standing.stance ? standing : { ...standing, stance }
}
