import type { Stance } from '../../../analysis/index.ts'
import { listAccounts } from '../../accounts/store.ts'

export const stanceNames: Record<Stance, string> = {
  supports: 'Supports',
  opposes: 'Opposes',
  mixed: 'Mixed',
  mentions: 'Mentions',
}

/** The name of each person who may have coded, by account. */
export async function coderNames(): Promise<(id: string) => string> {
  const names = new Map((await listAccounts()).map(account => [account._id, account.name]))
  return id => names.get(id) ?? 'someone whose account is gone'
}
