import type { Theme } from '../../../analysis/index.ts'
import type { ExampleWords } from '../../codebook/examples/example.ts'
import { type CodebookEntry, themesFrom } from '../../codebook/formats/codebookEntries.ts'
import { nearestColour } from '../../codebook/formats/colourHex.ts'
import { readDescription } from '../../codebook/formats/qdcDescription.ts'
import type { Losses } from '../../files/project/losses.ts'
import type { ReadCode } from '../../files/project/projectParts.ts'

const longestName = 100

/** The codes of a project as themes, and by which theme each code is known. Every code becomes a theme. */
export function themesOf(
  codes: readonly ReadCode[],
  losses: Losses,
): {
  themes: Theme[]
  examples: ReadonlyMap<string, ExampleWords>
  byCode: ReadonlyMap<string, string>
} {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const code of codes) {
    const name = freeName(code, names.get(code.parent ?? ''), taken)
    taken.add(key(name))
    names.set(code.guid, name)
    if (name !== code.name)
      losses.add(
        code.name === ''
          ? 'A code without a name was given one.'
          : 'The name of a code is too long, or another code has it; it was changed.',
        name,
      )
  }
  const entries = codes.map((code): CodebookEntry => {
    const name = names.get(code.guid) ?? ''
    const colour = nearestColour(code.colour.trim())
    if (code.colour.trim() !== '' && !colour) losses.add('A colour cannot be read; another was chosen.', name)
    return {
      ...{ place: name, name, parent: names.get(code.parent ?? '') ?? '' },
      ...readDescription(code.description),
      colour: colour ?? '',
    }
  })
  const { themes, examples, problems } = themesFrom(entries)
  for (const { place, message } of problems) losses.add(message, place)
  return {
    themes,
    examples,
    byCode: new Map(codes.flatMap(({ guid }, at) => (themes[at] ? [[guid, themes[at].id] as const] : []))),
  }
}

/** The name of a code, made to be one line, short enough and no other theme’s. */
function freeName({ name: given, guid }: ReadCode, parent: string | undefined, taken: Set<string>): string {
  const plain = given.replace(/\p{Cc}+/gu, ' ').trim() || `Code ${guid.slice(0, 8)}`
  const short = shortened(plain, longestName)
  if (!taken.has(key(short))) return short
  const under = parent === undefined ? short : `${parent} – ${plain}`
  if (under.length <= longestName && !taken.has(key(under))) return under
  for (let number = 2; ; number++) {
    const numbered = `${shortened(plain, longestName - 8)} (${number})`
    if (!taken.has(key(numbered))) return numbered
  }
}

function shortened(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1).toWellFormed()}…` : name
}

function key(name: string): string {
  return name.toLocaleLowerCase('en-GB')
}
