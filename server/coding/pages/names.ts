import type { Stance } from '../../../analysis/index.ts'
import { listAccounts } from '../../accounts/store.ts'
import { codersElsewhere } from '../elsewhereStore.ts'

export const stanceNames: Record<Stance, string> = {
  supports: 'Supports',
  opposes: 'Opposes',
  mixed: 'Mixed',
  mentions: 'Mentions',
}

/** The name of each person who may have coded, by account; or, where they coded in another program, by their id. */
export async function coderNames(): Promise<(id: string) => string> {
  const [accounts, elsewhere] = await Promise.all([listAccounts(), codersElsewhere()])
  const names = new Map([...accounts, ...elsewhere].map(({ _id, name }) => [_id, name]))
  return id => names.get(id) ?? 'someone whose account is gone'
}
