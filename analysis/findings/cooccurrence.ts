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
 * @param raised which themes each respondent raised; a respondent with none still counts among all
 * @param fewest a set raised by fewer respondents is left out
 */
export function themesTogether(raised: Map<string, ReadonlySet<string>>, { fewest = 3 } = {}): ThemeSet[] {
  const respondentsOf = invert(raised)
  const themes = [...respondentsOf.keys()].sort()
  const pairs = themes.flatMap((a, i) =>
    themes.slice(i + 1).flatMap(b => measure([a, b], respondentsOf, raised.size)),
  )
  const kept = pairs.filter(set => isKept(set, fewest))
  const joined = new Set(kept.map(set => set.themes.join('\n')))
  const triples = kept.flatMap(({ themes: [a = '', b = ''] }) =>
    themes
      .filter(c => c > b && joined.has(`${a}\n${c}`) && joined.has(`${b}\n${c}`))
      .flatMap(c => measure([a, b, c], respondentsOf, raised.size)),
  )
  return [...kept, ...triples.filter(set => set.respondents >= fewest && set.lift > 1)].sort(
    (x, y) => y.g2 - x.g2 || x.themes.join().localeCompare(y.themes.join()),
  )
}

function isKept({ respondents, lift, g2 }: ThemeSet, fewest: number): boolean {
  return respondents >= fewest && lift > 1 && g2 >= significant
}

function invert(raised: Map<string, ReadonlySet<string>>): Map<string, Set<string>> {
  const inverted = new Map<string, Set<string>>()
  for (const [respondent, themes] of raised) {
    for (const theme of themes) {
      const group = inverted.get(theme)
      if (group) group.add(respondent)
      else inverted.set(theme, new Set([respondent]))
    }
  }
  return inverted
}

function measure(themes: string[], respondentsOf: Map<string, Set<string>>, of: number): ThemeSet {
  const groups = themes.map(theme => respondentsOf.get(theme) ?? new Set<string>())
  const together = groups.reduce(shared).size
  const expected = groups.reduce((product, group) => (product * group.size) / of, of)
  return {
    themes,
    respondents: together,
    expected,
    lift: together / expected,
    g2: g2Of(together, expected, of),
  }
}

/** Twice the log-likelihood ratio of `observed` in `of` against `expected`. */
function g2Of(observed: number, expected: number, of: number): number {
  const part = (seen: number, awaited: number) =>
    seen > 0 && awaited > 0 ? seen * Math.log(seen / awaited) : 0
  return 2 * (part(observed, expected) + part(of - observed, of - expected))
}

function shared(one: Set<string>, other: Set<string>): Set<string> {
  return new Set([...one].filter(respondent => other.has(respondent)))
}
