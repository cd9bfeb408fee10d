import type { AttributionChoice, Problem } from '../../../analysis/index.ts'
import { currentConsent, type Response } from '../response.ts'
import { responseOfReference } from '../store.ts'
import type { GivenReceipt } from './readReceipt.ts'
import { KeptNoMore, makeReceipt, type Receipt } from './receipt.ts'
import { isSigned } from './sign.ts'

/** Whether a receipt is this site's, and what was sent is still kept and used as it says. */
export type VerifiedReceipt = {
  reference: string
  signed: boolean
  /** Whether every answer is kept as it was sent. */
  unaltered: boolean
  withdrawn: boolean
  /** How they may be quoted now, which may be less than the receipt says. */
  allows: AttributionChoice
  problems: Problem[]
}

/**
 * Checks a receipt against the data as they are now: that this site signed it, that every answer is kept as it was
 * sent, and that the response was not withdrawn. A code is checked against a receipt made anew: where its signature
 * does not fit, code or data were changed.
 *
 * @returns undefined where nothing of this reference is kept
 */
export async function verifyReceipt(
  secret: string,
  given: GivenReceipt,
): Promise<VerifiedReceipt | undefined> {
  const reference = 'receipt' in given ? given.receipt.reference : given.reference
  const response = await responseOfReference(reference)
  if (!response) return undefined
  const kept = await keptOf(response)
  const said = 'receipt' in given ? given.receipt : kept
  const signed = said !== undefined && isSigned(secret, said, given.signature)
  const altered = kept && said ? differences(said, kept) : [keptNoMore]
  const withdrawn = response.state === 'withdrawn'
  const problems = [
    ...(signed ? [] : [unsigned('receipt' in given)]),
    ...altered,
    ...(withdrawn ? [withdrawnWords] : []),
  ]
  const unaltered = altered.length === 0 && ('receipt' in given || signed)
  return { reference, signed, unaltered, withdrawn, allows: currentConsent(response).choice, problems }
}

/** The receipt as what is kept gives it; undefined where something of it is not. */
async function keptOf(response: Response): Promise<Receipt | undefined> {
  return makeReceipt(response).catch(error => {
    if (error instanceof KeptNoMore) return undefined
    throw error
  })
}

function differences(said: Receipt, kept: Receipt): Problem[] {
  const now = new Map(kept.answers.map(answer => [answer.question, answer]))
  const was = new Set(said.answers.map(({ question }) => question))
  const isOther = (part: 'consultation' | 'sent') => said[part] !== kept[part]
  return [
    ...(isOther('consultation') || isOther('sent')
      ? [{ place: 'receipt', message: 'It is of another day or consultation than what is kept.' }]
      : []),
    ...(JSON.stringify(said.consent) === JSON.stringify(kept.consent)
      ? []
      : [
          { place: 'consent', message: 'The permission that was given first is kept otherwise than it was.' },
        ]),
    ...said.answers
      .filter(({ question, kind, hash }) => {
        const answer = now.get(question)
        return answer?.kind !== kind || answer.hash !== hash
      })
      .map(({ question }) => ({ place: question, message: 'This answer is not kept as it was sent.' })),
    ...kept.answers
      .filter(({ question }) => !was.has(question))
      .map(({ question }) => ({ place: question, message: 'This answer is kept, and was not sent.' })),
  ]
}

const keptNoMore = { place: 'answers', message: 'Something that was sent is kept no more.' }
const withdrawnWords = {
  place: 'state',
  message: 'The response was withdrawn: its words are not used any more.',
}
function unsigned(isFile: boolean): Problem {
  return {
    place: 'signature',
    message: isFile
      ? 'The receipt is not as this site signed it: something in it was changed, or another site or SESSION_SECRET signed it.'
      : 'The code does not fit what is kept: it was not copied in full, what was sent was changed, or another site or SESSION_SECRET signed it.',
  }
}
