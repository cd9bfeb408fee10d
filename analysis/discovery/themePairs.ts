import { benjaminiHochberg } from './statistics/benjaminiHochberg.ts'
import { chiSquaredTail } from './statistics/chiSquaredTail.ts'
import { logLikelihood } from './statistics/logLikelihood.ts'

/** Two themes, and whether the respondents who raise one raise the other more, or less, than chance gives. */
export type ThemePair = {
  themes: [string, string]
  /** How many respondents raise both, and how many would if neither had to do with the other. */
  respondents: number
  expected: number
  /** `respondents` over `expected`. */
  ratio: number
  /** Signed G²: positive where both come together more often than expected. */
  g2: number
  /** How often chance alone gives so large a G², and the same adjusted for the number of pairs. */
  p: number
  q: number
}

/**
 * Compares each pair of themes with what chance gives, those that keep apart too. `themesTogether` picks the sets that
 * a finding may speak of; this is the whole table behind a matrix of themes.
 *
 * @param raised which themes each respondent raised
 * @param of how many respondents there are in all, where `raised` leaves out some who raised no theme
 * @returns every pair of two themes that somebody raised, the strongest first
 * @throws RangeError where `of` is no whole number, or less than the respondents in `raised`
 * @example themePairs(new Map([['r1', new Set(['pay', 'morale'])]]), { of: 4 })
 *   // [{ themes: ['morale', 'pay'], respondents: 1, expected: 0.25, ratio: 4, g2: 4.49…, p: 0.03…, q: 0.03… }]
 */
export function themePairs(
  raised: ReadonlyMap<string, ReadonlySet<string>>,
  { of = raised.size } = {},
): ThemePair[] {
  if (!Number.isInteger(of) || of < raised.size)
    throw new RangeError(`themePairs: of is ${of}, and ${raised.size} raised something`)
  const counts = new Map<string, number>()
  for (const themes of raised.values())
    for (const theme of themes) counts.set(theme, (counts.get(theme) ?? 0) + 1)
  const names = [...counts.keys()].sort()
  const numbers = new Map(names.map((theme, number) => [theme, number]))
  const together = new Int32Array(names.length ** 2)
  for (const themes of raised.values()) {
    const own = [...themes].map(theme => numbers.get(theme) ?? 0).sort((a, b) => a - b)
    for (const [at, one] of own.entries()) {
      for (const other of own.slice(at + 1)) {
        const cell = one * names.length + other
        together[cell] = (together[cell] ?? 0) + 1
      }
    }
  }
  const pairs = names.flatMap((one, row) =>
    names.slice(row + 1).map((other, offset) => {
      const respondents = together[row * names.length + row + 1 + offset] ?? 0
      return measured([one, other], respondents, counts.get(one) ?? 0, counts.get(other) ?? 0, of)
    }),
  )
  const adjusted = benjaminiHochberg(pairs.map(({ p }) => p))
  return pairs
    .map((pair, at) => ({ ...pair, q: adjusted[at] ?? 1 }))
    .sort((a, b) => Math.abs(b.g2) - Math.abs(a.g2))
}

function measured(
  themes: [string, string],
  respondents: number,
  one: number,
  other: number,
  of: number,
): ThemePair {
  const expected = (one * other) / of
  const g2 = logLikelihood(respondents, one, other - respondents, of - one)
  return {
    themes,
    respondents,
    expected,
    ratio: respondents / expected,
    g2,
    p: chiSquaredTail(Math.abs(g2)),
    q: 1,
  }
}
