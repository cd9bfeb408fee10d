import { seededRandom, shuffle } from '../../random.ts'

/** A passage that was drawn by lot, and from which stratum. */
export type Drawn<Passage> = { passage: Passage; tagged: boolean }

/** Draws an audit from passages that come one by one, and keeps no more of them than it draws. */
export type AuditDraw<Passage> = {
  add(passage: Passage, tagged: boolean): void
  /** What was drawn so far, tagged and untagged in random order, and how many passages came of each sort. */
  result(): { drawn: Drawn<Passage>[]; tagged: number; untagged: number }
}

/** What was kept of one stratum so far. */
type Reservoir<Passage> = { kept: Passage[]; seen: number }

/**
 * Draws the audit of `reviewOrder` where there are too many passages to hold at once: of the tagged and of the
 * untagged, each as likely as any other of its stratum (a reservoir: Vitter, "Random sampling with a reservoir",
 * ACM TOMS 11, 1985, algorithm R). The same passages in the same order give the same draw for the same seed.
 *
 * @param options.size how many of the tagged and how many of the untagged are drawn at most
 * @throws Error where the size is no whole number from 0 on
 */
export function auditDraw<Passage>({ size, seed }: { size: number; seed: number }): AuditDraw<Passage> {
  if (!Number.isInteger(size) || size < 0)
    throw new Error(`auditDraw: the size must be a whole number from 0 on, not ${size}`)
  const random = seededRandom(seed)
  const strata: Record<'tagged' | 'untagged', Reservoir<Passage>> = {
    tagged: { kept: [], seen: 0 },
    untagged: { kept: [], seen: 0 },
  }
  return {
    add(passage, tagged) {
      const stratum = strata[tagged ? 'tagged' : 'untagged']
      stratum.seen++
      if (stratum.kept.length < size) stratum.kept.push(passage)
      else {
        const place = Math.floor(random() * stratum.seen)
        if (place < size) stratum.kept[place] = passage
      }
    },
    result() {
      const { tagged, untagged } = strata
      const all = [
        ...tagged.kept.map(passage => ({ passage, tagged: true })),
        ...untagged.kept.map(passage => ({ passage, tagged: false })),
      ]
      const order = Int32Array.from(all.keys())
      shuffle(order, order.length, seededRandom(seed + 1))
      return {
        drawn: [...order].flatMap(at => all[at] ?? []),
        tagged: tagged.seen,
        untagged: untagged.seen,
      }
    },
  }
}
