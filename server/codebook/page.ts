import { themeColours } from '../../analysis/application.ts'
import type { Entry } from '../http/entry.ts'
import { parentsFor } from './forms.ts'
import { inOrder, letters } from './hierarchy.ts'
import type { Step } from './moving.ts'
import type { Codebook, StoredTheme, SuggestionSource } from './store.ts'

const suggestedBy: Record<SuggestionSource, string> = {
  nothing: 'nothing',
  rules: 'the rules',
  learning: 'the rules, and what was learned from codings',
}

/** The steps by which a theme is moved in the list, as buttons name them. */
export const stepNames: { do: Step; sign: string; says: string }[] = [
  { do: 'up', sign: '↑', says: 'up' },
  { do: 'down', sign: '↓', says: 'down' },
  { do: 'in', sign: '→', says: 'in, below the theme before it' },
  { do: 'out', sign: '←', says: 'out, beside the theme above it' },
]

/** The codebook's page: its themes in their hierarchy, what is archived, its version and what was changed lately. */
export function codebookPage(
  codebook: Codebook,
  changes: Pick<Codebook, 'version' | 'change' | 'at' | 'by'>[],
  nameOf: (id: string) => string,
) {
  const given = letters(codebook.themes)
  const used = codebook.themes.filter(theme => !theme.archived)
  return {
    version: codebook.version,
    suggests: suggestedBy[codebook.suggests],
    themes: inOrder(used).map(({ id, name, colour, definition, rules, depth }) => ({
      id,
      name,
      colour,
      letter: given.get(id),
      definition,
      rules: rules.length,
      depth,
    })),
    archived: codebook.themes
      .filter(theme => theme.archived)
      .map(({ id, name, merged }) => ({
        id,
        name,
        merged: merged && {
          as: merged.as,
          into: codebook.themes.find(theme => theme.id === merged.into)?.name ?? 'a theme that is gone',
        },
      })),
    changes: changes.map(({ version, change, at, by }) => ({
      version,
      change,
      at,
      who: by === '' ? '' : nameOf(by),
    })),
  }
}

/** A theme's form: as entered when it came back with problems, else as the theme stands, else empty. */
export function themeFormPage(codebook: Codebook, theme: StoredTheme | undefined, entry: Entry | undefined) {
  const stands = theme && {
    ...theme,
    parent: theme.parent ?? '',
    rules: theme.rules.map(rule => rule.source).join('\n'),
  }
  const values: Record<string, unknown> = entry?.values ?? stands ?? { colour: nextColour(codebook) }
  return {
    heading: theme ? `Edit ${theme.name}` : 'Add a theme',
    theme: theme && { id: theme.id, name: theme.name, isUsed: !theme.archived },
    version: codebook.version,
    values,
    parents: parentsFor(codebook.themes, theme?.id).map(parent => ({
      ...parent,
      chosen: parent.id === values.parent,
    })),
    colours: themeColours.map(colour => ({ colour, chosen: colour === values.colour })),
    problems: entry?.problems,
  }
}

/** The colour that the fewest themes have. */
function nextColour(codebook: Codebook): string {
  const uses = (colour: string) => codebook.themes.filter(theme => theme.colour === colour).length
  return [...themeColours].sort((a, b) => uses(a) - uses(b))[0] ?? 'blue'
}
