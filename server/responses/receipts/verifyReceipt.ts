import type { AttributionChoice, Problem } from '../../../analysis/index.ts'
import { say } from '../../http/languages/say.ts'
import { currentConsent, type Response } from '../response.ts'
import { sentByReference } from '../sentStore.ts'
import { canonicalJson } from './canonicalJson.ts'
import { type FirstReceipt, firstReceiptOf, firstSignedForm } from './firstFormat.ts'
import { publicKeys, type ReceiptKey } from './keyStore.ts'
import { currentKey, thumbprintOf } from './keys.ts'
import type { GivenReceipt } from './readReceipt.ts'
import { KeptNoMore, makeReceipt, newestOf, type Receipt, type ReceiptAnswer, sha256 } from './receipt.ts'
import { isSignedBy, signedForm } from './sign.ts'

/**
 * Whose signature a receipt has. `ours`: this site's. `another`: it is whole, and a key signed it that is not this
 * site's. `broken`: something in it was changed since it was signed, or it is not copied in full.
 */
export type Signature = 'ours' | 'another' | 'broken'

/** Whether a receipt is this site's, and what was sent is still kept and used as it says. */
export type VerifiedReceipt = {
  reference: string
  signature: Signature
  signed: boolean
  /** The id of the key that signed it, and the day on which that was retired. */
  key?: string
  keyRetiredOn?: Date
  /** Whether a response of its reference is kept here. */
  kept: boolean
  /** Whether every answer is kept as it was sent. */
  unaltered: boolean
  withdrawn: boolean
  /** Which revision it is of, of how many there are now. */
  revision: number
  revisions: number
  /** How they may be quoted now, which may be less than the receipt says. */
  allows: AttributionChoice
  problems: Problem[]
}

type PublicKey = Pick<ReceiptKey, '_id' | 'publicKey' | 'retiredOn'>

/**
 * Checks a receipt against the data as they are now: that this site signed it, that every answer is kept as it was
 * sent, and that the response was not withdrawn. A code is checked against a receipt made anew: where its signature
 * does not fit, code or data were changed. What it tells of a response is for whoever may see the data, unless the
 * receipt is `signed`.
 *
 * @returns undefined where nothing of this reference is kept, and nobody signed the receipt as it is
 */
export async function verifyReceipt(
  secret: string,
  given: GivenReceipt,
): Promise<VerifiedReceipt | undefined> {
  await currentKey(secret)
  const [keys, response] = await Promise.all([publicKeys(), sentByReference(given.reference)])
  if ('of' in given) return response ? verifyCode(keys, given, response) : undefined
  const { signature, key } = whose(keys, given)
  if (!response)
    return signature === 'broken'
      ? undefined
      : {
          ...told(given.reference, signature, key),
          ...nothingKept,
          problems: [signature === 'ours' ? isGone() : unsigned(signature, false)],
        }
  const altered =
    'first' in given ? await firstAltered(given.first, response) : await altersIn(given.receipt, response)
  const revision = 'first' in given ? 1 : given.receipt.revision
  return against(response, { given, revision, signature, key, altered, isUnaltered: altered.length === 0 })
}

async function verifyCode(
  keys: PublicKey[],
  given: Extract<GivenReceipt, { of: unknown }>,
  response: Response,
): Promise<VerifiedReceipt> {
  const { of } = given
  const forms = await orGone(
    of === 'first'
      ? firstReceiptOf(response).then(kept => () => firstSignedForm(kept))
      : makeReceipt(response, of).then(kept => (key: string) => signedForm({ ...kept, key })),
  )
  const key = forms && keys.find(key => isSignedBy(key, forms(key._id), given.signature))
  const signature = key ? 'ours' : 'broken'
  const revision = of === 'first' ? 1 : of.revision
  const altered = forms ? [] : [keptNoMore()]
  return against(response, { given, revision, signature, key, altered, isUnaltered: key !== undefined })
}

/** Whose signature a file has. */
function whose(
  keys: PublicKey[],
  { said, signature }: Extract<GivenReceipt, { said: unknown }>,
): { signature: Signature; key: PublicKey | undefined } {
  const isWhole = said.sha256 === undefined || said.sha256 === sha256(said.form)
  const fits = (key: Pick<ReceiptKey, 'publicKey'>) => isWhole && isSignedBy(key, said.form, signature)
  const key = keys.find(key => (said.key ?? key._id) === key._id && fits(key))
  if (key) return { signature: 'ours', key }
  const { publicKey } = said
  if (publicKey === undefined || keys.some(key => key.publicKey === publicKey))
    return { signature: 'broken', key }
  const isAnother = fits({ publicKey }) && (said.key ?? thumbprintOf(publicKey)) === thumbprintOf(publicKey)
  return { signature: isAnother ? 'another' : 'broken', key }
}

function against(
  response: Response,
  found: {
    given: GivenReceipt
    revision: number
    signature: Signature
    key: PublicKey | undefined
    altered: Problem[]
    isUnaltered: boolean
  },
): VerifiedReceipt {
  const { given, revision, signature, key, altered } = found
  const withdrawn = response.state === 'withdrawn'
  return {
    ...told(given.reference, signature, key),
    kept: true,
    unaltered: found.isUnaltered,
    withdrawn,
    revision,
    revisions: newestOf(response).revision,
    allows: currentConsent(response).choice,
    problems: [
      ...(signature === 'ours' ? [] : [unsigned(signature, 'of' in given)]),
      ...altered,
      ...(withdrawn ? [withdrawnWords()] : []),
    ],
  }
}

function told(reference: string, signature: Signature, key: PublicKey | undefined) {
  return {
    reference,
    signature,
    signed: signature === 'ours',
    ...(key ? { key: key._id } : {}),
    ...(key?.retiredOn ? { keyRetiredOn: key.retiredOn } : {}),
  }
}

const nothingKept = {
  ...{ kept: false, unaltered: false, withdrawn: false, revision: 0, revisions: 0 },
  allows: 'none' as const,
}

/** What is there; undefined where something of it is kept no more. */
function orGone<T>(made: Promise<T>): Promise<T | undefined> {
  return made.catch(error => {
    if (error instanceof KeptNoMore) return undefined
    throw error
  })
}

async function firstAltered(said: FirstReceipt, response: Response): Promise<Problem[]> {
  const kept = await orGone(firstReceiptOf(response))
  return kept ? [...otherwise(said, kept), ...alteredAnswers(said.answers, kept.answers)] : [keptNoMore()]
}

async function altersIn(said: Receipt, response: Response): Promise<Problem[]> {
  const of = { revision: said.revision, event: said.consent.event }
  const kept = await orGone(makeReceipt(response, of))
  return kept ? [...otherwise(said, kept), ...alteredAnswers(said.answers, kept.answers)] : [keptNoMore()]
}

type Comparable = Pick<Receipt, 'consultation' | 'sent'> & { consent: object }

function otherwise(said: Comparable, kept: Comparable): Problem[] {
  const isOther = (part: 'consultation' | 'sent') => said[part] !== kept[part]
  return [
    ...(isOther('consultation') || isOther('sent')
      ? [{ place: 'receipt', message: say('It is of another day or consultation than what is kept.') }]
      : []),
    ...(canonicalJson(said.consent) === canonicalJson(kept.consent)
      ? []
      : [{ place: 'consent', message: say('The permission that was given is kept otherwise than it was.') }]),
  ]
}

function alteredAnswers(said: ReceiptAnswer[], kept: ReceiptAnswer[]): Problem[] {
  const now = new Map(kept.map(answer => [answer.question, answer]))
  const was = new Set(said.map(({ question }) => question))
  return [
    ...said
      .filter(({ question, kind, hash }) => {
        const answer = now.get(question)
        return answer?.kind !== kind || answer.hash !== hash
      })
      .map(({ question }) => ({ place: question, message: say('This answer is not kept as it was sent.') })),
    ...kept
      .filter(({ question }) => !was.has(question))
      .map(({ question }) => ({ place: question, message: say('This answer is kept, and was not sent.') })),
  ]
}

const keptNoMore = (): Problem => ({
  place: 'answers',
  message: say('Something that was sent is kept no more.'),
})
const isGone = (): Problem => ({
  place: 'answers',
  message: say('This site signed it, and keeps nothing of this response any more.'),
})
const withdrawnWords = (): Problem => ({
  place: 'state',
  message: say('The response was withdrawn: its words are not used any more.'),
})
function unsigned(signature: Exclude<Signature, 'ours'>, isCode: boolean): Problem {
  const message =
    signature === 'another'
      ? say(
          'The receipt is whole, but the key that signed it is not one of this site’s: another site signed it.',
        )
      : isCode
        ? say(
            'The code does not fit what is kept: it was not copied in full, what was sent was changed, or another site signed it.',
          )
        : say('The receipt is not as it was signed: something in it was changed, or another site signed it.')
  return { place: 'signature', message }
}
