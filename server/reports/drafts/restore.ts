import type { Problem } from '../../../analysis/index.ts'
import { changeReport, type Report } from '../store.ts'
import { versionOf } from './versionStore.ts'

/**
 * Brings back what a report said in an earlier version, as a new one; its number stays, which another may have by now.
 *
 * @param seen the version that the author looked at
 * @returns what stands in the way; empty when it is done
 */
export async function restoreVersion(
  report: Report,
  { version, seen, by }: { version: number; seen: number; by: string },
): Promise<Problem[]> {
  const old = await versionOf(report, version)
  if (!old)
    return [{ place: 'versions', message: `Version ${version} is not kept, so it cannot be brought back.` }]
  const { title, subtitle, actions, addressee, findings, evidence, template } = old
  const said = { title, subtitle, actions, addressee, findings, evidence, template }
  if (await changeReport({ ...report, version: seen }, said, by)) return []
  const message =
    'Someone else changed this report meanwhile, and nothing was brought back. Compare again, then bring it back.'
  return [{ place: 'versions', message }]
}
