import { type Detail, detailKinds } from './detail.ts'
import { emails } from './email.ts'
import { nationalInsuranceNumbers } from './nationalInsurance.ts'
import { nhsNumbers } from './nhsNumber.ts'
import type { Own } from './own.ts'
import { ownName } from './ownName.ts'
import { ownOrganisation } from './ownOrganisation.ts'
import { phones } from './phone.ts'
import { postcodes } from './postcode.ts'
import { signatures } from './signature.ts'
import { titledNames } from './titledNames.ts'

/**
 * Finds what could tell who wrote a text, or who is spoken of in it: email addresses, phone numbers, postcodes,
 * NHS and National Insurance numbers, names after titles and in signatures, and the respondent's own name and
 * organisation. For a warning and for redaction, by a person: other people's names without a title, streets,
 * dates of birth, or a story that tells who someone is are not found, nor is a name that Welsh mutates
 * ("Gyngor" of Cyngor); and an ordinary word may be taken for a name.
 *
 * @param text a text as stored
 * @param own the name and organisation that the respondent gave; either may be empty
 * @returns details in order, never overlapping; those that overlapped are one, of the kind of the longest. Time
 *   is linear in the length of the text
 * @example personalDetails('Ask jess@example.org')[0] // { kind: 'email', start: 4, end: 20, why: … }
 */
export function personalDetails(text: string, own: Own = { name: '', organisation: '' }): Detail[] {
  return withoutOverlap([
    ...emails(text),
    ...phones(text),
    ...postcodes(text),
    ...nhsNumbers(text),
    ...nationalInsuranceNumbers(text),
    ...titledNames(text),
    ...signatures(text),
    ...ownName(text, own.name),
    ...ownOrganisation(text, own.organisation),
  ])
}

/** Joins details that overlap, so that all of what was found is covered. */
function withoutOverlap(details: Detail[]): Detail[] {
  details.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b))
  const apart: Detail[] = []
  let longest = 0
  for (const detail of details) {
    const last = apart.at(-1)
    if (!last || detail.start >= last.end) {
      apart.push({ ...detail })
      longest = detail.end - detail.start
      continue
    }
    if (detail.end - detail.start > longest) {
      longest = detail.end - detail.start
      last.kind = detail.kind
      last.why = detail.why
    }
    last.end = Math.max(last.end, detail.end)
  }
  return apart
}

function rank({ kind }: Detail): number {
  return detailKinds.indexOf(kind)
}
