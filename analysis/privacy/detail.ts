import type { Span } from '../model.ts'

export const detailKinds = [
  'email',
  'phone',
  'postcode',
  'nhsNumber',
  'nationalInsurance',
  'name',
  'organisation',
] as const
export type DetailKind = (typeof detailKinds)[number]

/** A personal detail in a text as written. `why` says to a person what made it one. */
export type Detail = Span & { kind: DetailKind; why: string }

/** What stands for a detail that is left out, to be put in square brackets. */
export const detailLabels: Record<DetailKind, string> = {
  email: 'email',
  phone: 'phone number',
  postcode: 'postcode',
  nhsNumber: 'NHS number',
  nationalInsurance: 'National Insurance number',
  name: 'name',
  organisation: 'organisation',
}

/** Put before and after a pattern: no letter, number or underscore touches what it matches. */
export const notAfterWord = '(?<![\\p{L}\\p{M}\\p{N}_])'
export const notBeforeWord = '(?![\\p{L}\\p{M}\\p{N}_])'
