import { type Share, shareChange } from '../../../analysis/application.ts'
import { weekOf } from '../rounds/week.ts'
import type { Use } from './uses.ts'

/** With fewer responses in either half, a change is left to chance. */
export const fewestInHalf = 10

/** How often a coder found a theme in the first and in the second half of what they read, and others in the same times. */
export type Change = {
  earlier: Share
  later: Share
  /** Null where there is too little to say. */
  change: { value: number; low: number; high: number } | null
  others: { earlier: Share; later: Share }
}

/**
 * How a coder's use of each theme changed.
 *
 * @param uses of all coders, in the order in which they read
 */
export function changesOf(uses: readonly Use[], coder: string): (theme: string) => Change {
  const own = uses.filter(use => use.coder === coder)
  const middle = Math.floor(own.length / 2)
  const [first, turn, last] = [own[0]?.at, own[middle]?.at, own.at(-1)?.at]
  const isWithin = (from: Date | undefined, at: Date, to: Date | undefined) =>
    from !== undefined && to !== undefined && from <= at && at < to
  const others = uses.filter(use => use.coder !== coder)
  const [earlierOf, laterOf] = [sharesOf(own.slice(0, middle)), sharesOf(own.slice(middle))]
  const othersEarlierOf = sharesOf(others.filter(({ at }) => isWithin(first, at, turn)))
  const othersLaterOf = sharesOf(
    others.filter(({ at }) => isWithin(turn, at, last) || at.getTime() === last?.getTime()),
  )
  return theme => {
    const [earlier, later] = [earlierOf(theme), laterOf(theme)]
    return {
      earlier,
      later,
      change: Math.min(earlier.of, later.of) < fewestInHalf ? null : shareChange(earlier, later),
      others: { earlier: othersEarlierOf(theme), later: othersLaterOf(theme) },
    }
  }
}

/** A week from its Monday, as 2026-11-23: how often a coder found a theme in what they read then, and all others. */
export type Week = { week: string; own: Share; others: Share }

/** The weeks in which a coder read, without those in between in which they did not. */
export function weeksOf(uses: readonly Use[], coder: string, theme: string): Week[] {
  const weeks = new Map<string, Week>()
  for (const use of uses)
    if (use.coder === coder) {
      const week = weekOf(use.at)
      weeks.set(week, { week, own: { found: 0, of: 0 }, others: { found: 0, of: 0 } })
    }
  for (const use of uses) {
    const share = weeks.get(weekOf(use.at))?.[use.coder === coder ? 'own' : 'others']
    if (!share) continue
    share.of++
    if (use.themes.has(theme)) share.found++
  }
  return [...weeks.values()]
}

/** How often each theme was found, all counted at once. */
export function sharesOf(uses: readonly Use[]): (theme: string) => Share {
  const found = new Map<string, number>()
  for (const { themes } of uses) for (const theme of themes) found.set(theme, (found.get(theme) ?? 0) + 1)
  return theme => ({ found: found.get(theme) ?? 0, of: uses.length })
}
