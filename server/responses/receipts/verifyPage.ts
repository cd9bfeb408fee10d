import type { Problem } from '../../../analysis/index.ts'
import { say } from '../../http/languages/say.ts'
import type { ReceiptKey } from './keyStore.ts'
import { jwkOf, pemOf } from './keys.ts'
import type { VerifiedReceipt } from './verifyReceipt.ts'

/** The page on which anybody checks a receipt; with `verified`, what was found. */
export function verifyPage(
  given: string,
  problems: Problem[],
  verified: VerifiedReceipt | 'unknown' | undefined,
) {
  const wrong = problems.find(({ place }) => place === 'receipt')
  const found = verified && foundIn(verified)
  return {
    title: found?.heading ?? say('Check a receipt'),
    problems: problems.length > 0 ? problems : undefined,
    found,
    file: {
      name: 'file',
      label: { text: say('The file of the receipt'), classes: 'govuk-label--s' },
      hint: { text: say('Its name ends in .json.') },
      attributes: { accept: '.json,application/json' },
    },
    receipt: {
      id: 'receipt',
      name: 'receipt',
      rows: 5,
      label: { text: say('Or its code, or the words of the file'), classes: 'govuk-label--s' },
      hint: { text: say('A code begins with SND- and is about 110 characters long. Copy all of it.') },
      value: given,
      ...(wrong ? { errorMessage: { text: wrong.message } } : {}),
    },
  }
}

/**
 * What anybody may be told. Of a receipt that this site did not sign it tells nothing of a response: else whoever
 * makes one up would learn from it who answered, and try out with what.
 */
function foundIn(verified: VerifiedReceipt | 'unknown') {
  if (verified === 'unknown' || verified.signature !== 'ours') {
    const isAnother = verified !== 'unknown' && verified.signature === 'another'
    return {
      heading: isAnother ? say('Another site signed this receipt') : say('This receipt does not verify here'),
      said: isAnother
        ? say(
            'It is whole, but the key that signed it is not one of this site’s. Check it on the site that it is from: the file says where, under “checkAt”.',
          )
        : say(
            'Something in it was changed, or not all of it was copied, or another site signed it. It proves nothing here. Try the file as it was downloaded.',
          ),
    }
  }
  const { reference, key, keyRetiredOn, kept, unaltered, withdrawn, revision, revisions, problems } = verified
  return {
    heading: headingOf(verified),
    rows: [
      row(say('Reference'), reference),
      row(say('Signature'), say('This site signed it, and nothing in it was changed since.')),
      row(say('Key'), keyRetiredOn ? say('{{key}}, which signs no new receipts', { key }) : key),
      ...(kept
        ? [
            row(
              say('Answers'),
              unaltered
                ? say('Every answer is kept exactly as it was sent.')
                : say('Something is not kept as it was sent.'),
            ),
            row(say('Version'), versionOf(revision, revisions)),
            row(
              say('State'),
              withdrawn ? say('Withdrawn: its words are not used any more.') : say('Not withdrawn.'),
            ),
          ]
        : []),
    ],
    problems: unaltered ? [] : problems.map(({ message }) => message),
  }
}

function headingOf({ kept, unaltered, withdrawn }: VerifiedReceipt): string {
  if (!kept) return say('This site signed this receipt, and keeps nothing of the response any more')
  if (!unaltered) return say('This site signed this receipt, but what it keeps now is something else')
  if (withdrawn) return say('This receipt is genuine; the response was withdrawn since')
  return say('This receipt is genuine, and the response is kept as it was sent')
}

function versionOf(revision: number, revisions: number): string {
  if (revisions <= 1) return say('The response as it was sent; it was not changed since.')
  if (revision === revisions) return say('Version {{revision}} of the response, the newest.', { revision })
  return say(
    'Version {{revision}} of the response, of {{revisions}}: it was changed since by whoever sent it.',
    { revision, revisions },
  )
}

function row(key: string, text: string | undefined) {
  return { key: { text: key }, value: { text } }
}

type PublicKey = Omit<ReceiptKey, 'privateKey'>

/** The keys that this site's receipts are signed with, for a page. */
export function keysPage(keys: PublicKey[]) {
  return {
    title: say('Keys of receipts'),
    keys: keys.map(key => ({
      id: key._id,
      pem: pemOf(key),
      made: key.order === 0 ? undefined : key.madeOn,
      retired: key.retiredOn,
    })),
  }
}

/** The same as a set of JSON Web Keys (RFC 7517). */
export function keySet(keys: PublicKey[]) {
  return { keys: keys.map(key => ({ ...jwkOf(key.publicKey), kid: key._id, use: 'sig', alg: 'EdDSA' })) }
}
