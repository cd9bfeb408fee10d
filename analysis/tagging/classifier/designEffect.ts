/** Decisions that were drawn together, such as those on all themes of one passage. */
export type DrawnTogether = { reviewed: number; accepted: number }

/**
 * How many times the variance of a share is what it would be had each decision been drawn by itself (Rao & Scott,
 * "A simple method for the analysis of clustered binary data", Biometrics 48, 1992): decisions drawn together are
 * often alike, and so say less than as many apart.
 *
 * @returns 1 or more; 1 where fewer than two groups, or decisions that are all the same, tell nothing of it
 * @example designEffect([{ reviewed: 2, accepted: 2 }, { reviewed: 2, accepted: 0 }]) // 4
 */
export function designEffect(groups: readonly DrawnTogether[]): number {
  const reviewed = groups.reduce((all, group) => all + group.reviewed, 0)
  const accepted = groups.reduce((all, group) => all + group.accepted, 0)
  if (groups.length < 2 || accepted === 0 || accepted === reviewed) return 1
  const share = accepted / reviewed
  const spread = groups.reduce((all, group) => all + (group.accepted - group.reviewed * share) ** 2, 0)
  const variance = ((groups.length / (groups.length - 1)) * spread) / reviewed ** 2
  return Math.max(1, (variance * reviewed) / (share * (1 - share)))
}
