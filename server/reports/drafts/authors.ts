import { listAccounts } from '../../accounts/store.ts'

/** Tells the names of accounts, also of one that is gone or is not known. */
export async function authorNames(): Promise<(account: string | undefined) => string> {
  const names = new Map((await listAccounts()).map(({ _id, name }) => [_id, name]))
  return account =>
    account === undefined ? 'Someone unknown' : (names.get(account) ?? 'Someone whose account is gone')
}
