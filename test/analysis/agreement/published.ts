import type { Ratings } from '../../../analysis/index.ts'

const _ = null

/** Four observers, twelve units: Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), C. */
export const krippendorffTable: Ratings = units([
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
])

/** Two observers, ten articles, yes or no: the same paper, A. α = .095. */
export const krippendorffBinary: Ratings = units([
  [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
  [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
])

/** Two observers, twelve articles, five categories: the same paper, B. α = .692. */
export const krippendorffNominal: Ratings = units([[...'aabbdcccedda'], [...'babbbccceddd']])

/** Two psychiatrists, 200 patients, by how many of each pair of diagnoses: Cohen (1960), Table 2. */
export const cohenExample: Ratings = [
  ['schizophrenia', [88, 14, 18]],
  ['neurosis', [10, 40, 10]],
  ['brain damage', [2, 6, 12]],
].flatMap(([first, counts]) =>
  (counts as number[]).flatMap((count, second) =>
    Array.from({ length: count }, () => [
      String(first),
      ['schizophrenia', 'neurosis', 'brain damage'][second] ?? '',
    ]),
  ),
)

/** Thirty patients, six psychiatrists each, five diagnoses: Fleiss (1971), Table 1. */
export const fleissExample: Ratings = (
  '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 ' +
  '00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006'
)
  .split(' ')
  .map(row => [...row].flatMap((count, category) => Array.from({ length: Number(count) }, () => category)))

function units(coders: (number | string | null)[][]): Ratings {
  return (coders[0] ?? []).map((_first, unit) => coders.map(coder => coder[unit] ?? null))
}
