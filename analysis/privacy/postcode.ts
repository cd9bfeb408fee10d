import { type Detail, notAfterWord, notBeforeWord } from './detail.ts'

/** The postcode areas of the United Kingdom, the Crown dependencies and the forces. */
const areas =
  'A[BL]|B[ABDFHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUXY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE'
const overseas = 'ASCN|BBND|BIQQ|FIQQ|PCRN|SIQQ|STHL|TDCU'
const inward = '\\d[ABD-HJLNP-UW-Z]{2}'

/**
 * A third place may hold a letter after one area letter (W1A) or after two (SW1A), each from a set of its own,
 * as the Post Office's rules have it (BS 7666).
 */
const postcode = new RegExp(
  `${notAfterWord}(?:(?:(?:${areas})\\d\\d?|[A-Z]\\d[ABCDEFGHJKPSTUW]|(?:${areas})\\d[ABEHMNPRVWXY])[ \\u00A0]{0,2}${inward}` +
    `|(?:${overseas})[ \\u00A0]{0,2}1ZZ|GIR[ \\u00A0]{0,2}0AA|BFPO[ \\u00A0]{0,2}\\d{1,4})${notBeforeWord}`,
  'giu',
)

/** Whole postcodes, with their space or without, in any case. Half of one ("SW1A") names no household. */
export function postcodes(text: string): Detail[] {
  return Array.from(text.matchAll(postcode), ({ index, 0: written }) => ({
    kind: 'postcode',
    start: index,
    end: index + written.length,
    why: 'This is a postcode.',
  }))
}
