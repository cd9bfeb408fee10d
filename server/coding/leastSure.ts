import { createHash } from 'node:crypto'
import { learnedRule } from '../../analysis/application.ts'
import type { Tag } from '../../analysis/index.ts'

/**
 * The place of a mention in the order "least sure first"; lower comes earlier. What was learned comes by how near its
 * probability is to the theme's threshold (0 to 1). Rules have no probability: a match under a negation comes next
 * (1 to 2), and the others last (2 to 3), both by a lot that is always the same. Where a rule and what was learned
 * agree on a passage, they are as sure as a rule.
 *
 * @param passages the tags of each passage that waits for a decision
 * @returns where the least sure of the passages stands; 3 where none waits
 */
export function leastSure(mention: string, passages: Tag[][]): number {
  let least = Infinity
  for (const tags of passages) least = Math.min(least, doubtOf(tags))
  if (least === Infinity) return 3
  return least <= 1 ? least : least - 1 + lotOf(mention)
}

/** The margin of what was learned alone, 2 for a match under a negation, 3 for any other. */
function doubtOf(tags: Tag[]): number {
  if (tags.some(tag => tag.rule !== learnedRule && !tag.negated)) return 3
  const learned = tags.find(tag => tag.rule === learnedRule)
  // Tags of before margins were kept come after the others that were learned.
  return learned ? (learned.margin ?? 1) : 2
}

/** From 0 on, below 1. */
function lotOf(mention: string): number {
  return createHash('sha256').update(mention).digest().readUInt32BE(0) / 2 ** 32
}
