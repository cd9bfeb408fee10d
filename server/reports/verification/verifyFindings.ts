import { countFindings } from '../../findings/count.ts'
import { listFindings } from '../../findings/store.ts'
import type { ReadSidecar, SidecarCount } from './readSidecar.ts'

/** A finding of a report with its count then and now; `now` is null where the finding is gone. */
export type VerifiedFinding = {
  key: string
  printed: SidecarCount
  now: SidecarCount | null
  same: boolean
}

/** Counts each finding of a private key anew, over the themes and questions that it was counted over. */
export async function verifyFindings({ consultation, findings }: ReadSidecar): Promise<VerifiedFinding[]> {
  const byKey = new Map((await listFindings(consultation)).map(finding => [finding.key, finding]))
  const asPrinted = findings.flatMap(({ key, themes, match, scope }) => {
    const finding = byKey.get(key)
    return finding ? { ...finding, themes, match, scope } : []
  })
  const counted = await countFindings(consultation, asPrinted)
  const counts = new Map(counted.map(({ finding, count }) => [finding.key, countOf(count)]))
  return findings.map(({ key, count }) => {
    const now = counts.get(key) ?? null
    return { key, printed: count, now, same: now !== null && isSame(now, count) }
  })
}

function countOf({ supports, opposes, mixed, mentions, of }: SidecarCount): SidecarCount {
  return { supports, opposes, mixed, mentions, of }
}

function isSame(a: SidecarCount, b: SidecarCount): boolean {
  return (Object.keys(a) as (keyof SidecarCount)[]).every(part => a[part] === b[part])
}
