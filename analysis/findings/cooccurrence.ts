/**
 * Themes that occur together: how many respondents raised all of them, how many would if each theme came by
 * itself (`expected`), and how many times more that is (`lift`).
 */
export type ThemeSet = { themes: string[]; respondents: number; expected: number; lift: number; g2: number }

/** Ninety-five in a hundred sets that come together by chance alone stay under this (chi-squared, one degree). */
const significant = 3.84

/**
 * Pairs and triples of themes that the same respondents raised more often than chance gives, strongest first.
 * A pair is kept where the deviance of its count (twice the log of the binomial likelihood ratio) is beyond chance; a triple where each of its
 * pairs is kept, and it is itself raised more often than expected.
 *
 * @param raised which themes each respondent raised
 * @param options `fewest`: a set raised by fewer respondents is left out; `of`: how many respondents there are in
 * all, where `raised` leaves out some who raised no theme
 * @throws RangeError where `fewest` is below 0, or `of` is no whole number, or less than the respondents in `raised`
 */
export function themesTogether(
  raised: Map<string, ReadonlySet<string>>,
  { fewest = 3, of = raised.size } = {},
): ThemeSet[] {
  if (!Number.isInteger(of) || of < raised.size)
    throw new RangeError(`themesTogether: of is ${of}, and ${raised.size} raised something`)
  if (!(fewest >= 0)) throw new RangeError(`themesTogether: fewest is ${fewest}; it is 0 or more`)
  const respondentsOf = invert(raised)
  const themes = [...respondentsOf.keys()].sort()
  const pairs = themes.flatMap((a, i) => themes.slice(i + 1).map(b => measure([a, b], respondentsOf, of)))
  const kept = pairs.filter(set => isKept(set, fewest))
  const joined = new Set(kept.map(set => set.themes.join('\n')))
  const triples = kept.flatMap(({ themes: [a = '', b = ''] }) =>
    themes
      .filter(c => c > b && joined.has(`${a}\n${c}`) && joined.has(`${b}\n${c}`))
      .map(c => measure([a, b, c], respondentsOf, of)),
  )
  return [...kept, ...triples.filter(set => set.respondents >= fewest && set.lift > 1)].sort(
    (x, y) => y.g2 - x.g2 || x.themes.join().localeCompare(y.themes.join()),
  )
}

function isKept({ respondents, lift, g2 }: ThemeSet, fewest: number): boolean {
  return respondents >= fewest && lift > 1 && g2 >= significant
}

/** Some respondents, a bit for each of all, and how many they are: sets of hundreds of thousands meet quickly so. */
type Group = { bits: Uint32Array; size: number }

function invert(raised: Map<string, ReadonlySet<string>>): Map<string, Group> {
  const inverted = new Map<string, Group>()
  let position = 0
  for (const themes of raised.values()) {
    for (const theme of themes) {
      const group = inverted.get(theme) ?? { bits: new Uint32Array(Math.ceil(raised.size / 32)), size: 0 }
      group.bits[position >>> 5] = (group.bits[position >>> 5] ?? 0) | (1 << (position & 31))
      group.size++
      inverted.set(theme, group)
    }
    position++
  }
  return inverted
}

function measure(themes: string[], respondentsOf: Map<string, Group>, of: number): ThemeSet {
  const groups = themes.flatMap(theme => respondentsOf.get(theme) ?? [])
  const together = countShared(groups.map(group => group.bits))
  const expected = groups.reduce((product, group) => (product * group.size) / of, of)
  return {
    themes,
    respondents: together,
    expected,
    lift: together / expected,
    g2: g2Of(together, expected, of),
  }
}

function countShared([first, ...others]: Uint32Array[]): number {
  let count = 0
  for (const [at, bits] of first?.entries() ?? []) {
    let shared = bits
    for (const other of others) shared &= other[at] ?? 0
    count += ones(shared)
  }
  return count
}

/** How many bits of a word are set, by adding neighbours (Warren, Hacker's Delight). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Twice the log-likelihood ratio of `observed` in `of` against `expected`. */
function g2Of(observed: number, expected: number, of: number): number {
  const part = (seen: number, awaited: number) =>
    seen > 0 && awaited > 0 ? seen * Math.log(seen / awaited) : 0
  return 2 * (part(observed, expected) + part(of - observed, of - expected))
}
