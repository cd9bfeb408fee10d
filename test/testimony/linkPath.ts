import { listApprovals } from '../../server/findings/approvals/store.ts'
import { approvalToken } from '../../server/testimony/approvals/token.ts'
import type { Site } from '../site.ts'

/** The path of the private link by which somebody was asked last. */
export async function linkPath(site: Site, consultation: string): Promise<string> {
  const approvals = await listApprovals(consultation)
  const last = ({ asked }: (typeof approvals)[number]) => asked.at(-1)?.at.getTime() ?? 0
  const [newest] = approvals.sort((a, b) => last(b) - last(a))
  if (!newest) throw new Error('linkPath: nobody was asked')
  return `/approve/${approvalToken(site.config.sessionSecret, newest._id, newest.asked.length)}`
}
