import { themeColours } from '../../../analysis/application.ts'
import { type Problem, parseRule, type Theme, type ThemeColour } from '../../../analysis/index.ts'
import type { ExampleWords } from '../examples/example.ts'
import { rulesFrom } from '../ruleLines.ts'

/** A theme as a file has it: its parent by name, its rules not yet read. */
export type CodebookEntry = {
  /** Where in the file, for messages. */
  place: string
  name: string
  parent: string
  definition: string
  include: string
  exclude: string
  colour: string
  rules: string[]
  examples: string[]
  counterexamples: string[]
}

const longestName = 100
const longestText = 5000

/**
 * Makes themes of entries. An id is made of the name. A theme without a usable name is left out; an unknown
 * parent, colour or a rule that cannot be read costs only that. Every such thing is listed. Examples stand by the
 * theme's id.
 */
export function themesFrom(entries: CodebookEntry[]): {
  themes: Theme[]
  examples: Map<string, ExampleWords>
  problems: Problem[]
} {
  const problems: Problem[] = []
  const byName = new Map<string, { entry: CodebookEntry; id: string }>()
  const ids = new Set<string>()
  for (const entry of entries) {
    const message = nameProblem(entry, byName)
    if (message) problems.push({ place: entry.place, message })
    else byName.set(key(entry.name), { entry, id: freeId(entry.name, ids) })
  }

  const themes = new Map<string, Theme>()
  for (const { entry, id } of byName.values()) {
    const report = (message: string) => problems.push({ place: entry.place, message })
    themes.set(id, {
      id,
      name: tidy(entry.name),
      parent: byName.get(key(entry.parent))?.id ?? null,
      definition: tidy(entry.definition),
      include: tidy(entry.include),
      exclude: tidy(entry.exclude),
      colour: givenColour(entry.colour, report) ?? 'slate',
      rules: rulesFrom(id, soundRules(entry.rules.map(tidy), report)),
    })
    if (entry.parent.trim() && !byName.has(key(entry.parent)))
      report(
        `Its parent “${entry.parent.trim()}” is no theme of this file, so it stands at the top. Check the spelling.`,
      )
    for (const field of ['definition', 'include', 'exclude'] as const)
      if (entry[field].length > longestText)
        report(`Its ${field} has more than 5,000 characters. Shorten it.`)
  }
  for (const { entry, id } of byName.values()) {
    const theme = themes.get(id)
    if (!theme || !isAboveItself(theme, themes)) continue
    theme.parent = null
    problems.push({
      place: entry.place,
      message: 'Stands below itself by its parents, so it was put at the top.',
    })
  }
  colourTheRest([...byName.values()], themes)
  const examples = new Map(
    [...byName.values()].map(({ entry, id }) => [
      id,
      { include: tidied(entry.examples), exclude: tidied(entry.counterexamples) },
    ]),
  )
  return { themes: [...themes.values()], examples, problems }
}

/** As every text is stored: NFC, LF. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

function tidied(texts: string[]): string[] {
  return texts.map(tidy).filter(text => text !== '')
}

function key(name: string): string {
  return name.trim().toLocaleLowerCase('en-GB')
}

function nameProblem(
  { name }: CodebookEntry,
  known: Map<string, { entry: CodebookEntry }>,
): string | undefined {
  if (name.trim() === '') return 'Has no name, and was left out.'
  if (name.trim().length > longestName)
    return 'Has a name of more than 100 characters, and was left out. Shorten it.'
  if (/\p{Cc}/u.test(name.trim()))
    return 'Has a name of several lines, and was left out. Write it on one line.'
  const twin = known.get(key(name))
  return twin && `There is a theme “${name.trim()}” already (${twin.entry.place}); this one was left out.`
}

/** The name in small letters without accents, such as `pay-and-reward`; numbered where it is taken. */
function freeId(name: string, taken: Set<string>): string {
  const plain = name.trim().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('&', ' and ')
  const slug =
    plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'theme'
  let id = slug
  for (let number = 2; taken.has(id); number++) id = `${slug}-${number}`
  taken.add(id)
  return id
}

function soundRules(lines: string[], report: (message: string) => void): string[] {
  return lines.filter(line => {
    if (line.trim() === '') return false
    const parsed = parseRule(line.trim())
    if (!parsed.ok)
      report(
        `The rule “${line.trim()}” cannot be read at character ${parsed.problem.at + 1}: ${parsed.problem.message}`,
      )
    return parsed.ok
  })
}

function givenColour(given: string, report: (message: string) => void): ThemeColour | undefined {
  const colour = themeColours.find(known => known === given.trim().toLowerCase())
  if (!colour && given.trim())
    report(`Its colour “${given.trim()}” is not one of ${themeColours.join(', ')}; another was chosen.`)
  return colour
}

function isAboveItself(theme: Theme, themes: Map<string, Theme>): boolean {
  const seen = new Set<string>()
  for (
    let above = theme.parent;
    above !== null && !seen.has(above);
    above = themes.get(above)?.parent ?? null
  ) {
    if (above === theme.id) return true
    seen.add(above)
  }
  return false
}

/** A theme without a colour has its parent's; at the top, each has the next. */
function colourTheRest(named: { entry: CodebookEntry; id: string }[], themes: Map<string, Theme>): void {
  const plain = new Set(named.filter(({ entry }) => !isColour(entry.colour)).map(({ id }) => id))
  const tops = [...themes.values()].filter(theme => theme.parent === null)
  for (const [index, theme] of tops.entries())
    if (plain.has(theme.id)) theme.colour = themeColours[index % themeColours.length] ?? 'slate'
  for (const theme of themes.values()) {
    if (theme.parent === null || !plain.has(theme.id)) continue
    let above = themes.get(theme.parent)
    while (above && above.parent !== null && plain.has(above.id)) above = themes.get(above.parent)
    if (above) theme.colour = above.colour
  }
}

function isColour(given: string): boolean {
  return themeColours.some(colour => colour === given.trim().toLowerCase())
}
