import type { Problem } from '../../../analysis/index.ts'
import { listAccounts } from '../../accounts/store.ts'
import type { Report } from '../store.ts'
import { type SignOff, signOffsOf } from './signOffStore.ts'

/** `void`: it was signed, and the report comes out otherwise since, or its source was edited. */
export type SignatureState = 'asked' | 'signed' | 'void'

export type Signing = SignOff & { name: string; state: SignatureState }

/**
 * Everybody whose signature a report waits for, and how it stands.
 *
 * @param hash of the Markdown file as it comes out now: a signature is for these words and no others
 */
export async function signaturesOf(report: Report, hash: string): Promise<Signing[]> {
  const [signOffs, accounts] = await Promise.all([signOffsOf(report._id), listAccounts()])
  const names = new Map(accounts.map(account => [account._id, account.name]))
  return signOffs.map(signOff => ({
    ...signOff,
    name: names.get(signOff.account) ?? 'Someone whose account is gone',
    state: stateOf(signOff, report, hash),
  }))
}

function stateOf({ signed }: SignOff, report: Report, hash: string): SignatureState {
  if (!signed) return 'asked'
  return signed.hash === hash && signed.reportVersion === report.version ? 'signed' : 'void'
}

/** Which signatures stand in the way of publishing. */
export function signatureProblems(signings: Signing[]): Problem[] {
  return signings
    .filter(({ state }) => state !== 'signed')
    .map(({ name, as, state }) => ({
      place: 'signatures',
      message:
        state === 'asked'
          ? `${name} has not signed it as ${as} yet.`
          : `${name} signed it as ${as} before it was changed, and has to sign it again.`,
    }))
}
