import { createHmac } from 'node:crypto'
import type { Approval } from '../../findings/approvals/approval.ts'

/**
 * The token of the private link by which somebody is asked the `asking`th time, counted from 1: derived from the site's
 * secret, so that it can be mailed later, and a reminder can repeat it, without being stored.
 */
export function approvalToken(secret: string, approval: string, asking: number): string {
  return createHmac('sha256', secret).update(`approve:${approval}:${asking}`).digest('base64url').slice(0, 24)
}

/** What makes the mails of an approval's last asking those and no others. */
export function askingOf({ _id, asked }: Pick<Approval, '_id' | 'asked'>): string {
  return `${_id}:${asked.length}`
}
