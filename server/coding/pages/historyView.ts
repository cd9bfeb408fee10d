import type { Change, StoredCoding } from '../coding.ts'
import { stanceNames } from './names.ts'

const did: Record<Change['did'], string> = {
  accepted: 'accepted a suggestion',
  rejected: 'rejected a suggestion',
  coded: 'coded the passage unaided',
  changed: 'changed it',
  removed: 'removed it',
  settled: 'settled a difference between coders by it',
  merged: 'merged its theme into another',
  split: 'moved it to another theme as part of a split',
  kept: 'looked at it again and kept it',
  carried: 'carried it over into the answer as it was changed',
  undid: 'took the last change back',
  redid: 'made the change again that had been taken back',
}

/** What was done to a coding, oldest first, each with how it stood before. */
export function historyOf(coding: Pick<StoredCoding, 'history'>, nameOf: (id: string) => string) {
  return coding.history.map(({ at, by, did: what, before }) => ({
    at,
    who: nameOf(by),
    what: did[what],
    before: before
      ? before.removed
        ? 'removed'
        : `${before.verdict}, ${stanceNames[before.stance].toLowerCase()}`
      : '',
  }))
}
