import { createHash } from 'node:crypto'

/** Letters and digits that are not taken for one another when they are read out or copied by hand. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

/**
 * What a respondent is told to quote, such as SND-7F3K-Q2MX: 30⁸ (6.6 × 10¹¹) possible ones.
 * The same response and attempt give the same one, so that sending twice shows one receipt;
 * `attempt` counts those that another response had already.
 */
export function referenceOf(response: string, attempt: number): string {
  const hash = createHash('sha256').update(`reference\u0000${response}\u0000${attempt}`).digest()
  let number = hash.readBigUInt64BE()
  let symbols = ''
  for (let at = 0; at < length; at++) {
    symbols += alphabet[Number(number % BigInt(alphabet.length))]
    number /= BigInt(alphabet.length)
  }
  return `SND-${symbols.slice(0, 4)}-${symbols.slice(4)}`
}
