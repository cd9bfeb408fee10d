import { type Detail, notAfterWord, notBeforeWord } from './detail.ts'

const shaped = new RegExp(
  `${notAfterWord}[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ \\u00A0-]?(?:\\d{2}[ \\u00A0-]?){3}[A-D]${notBeforeWord}`,
  'giu',
)
const unusedPrefixes = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'])

/**
 * National Insurance numbers: two letters, six digits and a last letter from A to D, with spaces or without.
 *
 * Source: HMRC, National Insurance Manual, NIM39110. D, F, I, Q, U and V stand in no prefix, O not second, and
 * BG, GB, KN, NK, NT, TN and ZZ are not used.
 */
export function nationalInsuranceNumbers(text: string): Detail[] {
  return Array.from(text.matchAll(shaped))
    .filter(({ 0: written }) => !unusedPrefixes.has(written.slice(0, 2).toUpperCase()))
    .map(({ index, 0: written }) => ({
      kind: 'nationalInsurance',
      start: index,
      end: index + written.length,
      why: 'This has the form of a National Insurance number.',
    }))
}
