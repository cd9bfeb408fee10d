import type { Detail } from './detail.ts'

const tenDigits =
  /(?<![\p{L}\p{M}\p{N}_£$€+]|[\p{N}][.,/:‐‑–-])\d{3}([ \u00A0-]?)\d{3}\1\d{4}(?![\p{L}\p{M}\p{N}_%]|[.,/:-]\d)/gu

/** NHS numbers: ten digits, together or as 3-3-4, whose last is right. One in eleven other numbers is so by chance. */
export function nhsNumbers(text: string): Detail[] {
  return Array.from(text.matchAll(tenDigits))
    .filter(match => isNhsNumber(match[0].replace(/\D/g, '')))
    .map(({ index, 0: written }) => ({
      kind: 'nhsNumber',
      start: index,
      end: index + written.length,
      why: 'These ten digits have the check digit of an NHS number.',
    }))
}

/**
 * Whether ten digits end in the check digit of an NHS number: the first nine are weighted 10 down to 2, and
 * the check digit is 11 less the remainder of their sum by 11, where 11 stands for 0, and 10 is never issued.
 *
 * Source: NHS Data Model and Dictionary, NHS NUMBER (modulus 11 algorithm).
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^0+$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at)
  const check = 11 - (sum % 11)
  return (check === 11 ? 0 : check) === Number(digits[9])
}
