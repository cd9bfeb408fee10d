import type { Tag, Theme } from '../model.ts'

/**
 * The tags of one text after an edit of the codebook, made by running only the rules of the themes that changed:
 * the same as tagging the text anew.
 *
 * @param themes the codebook after the edit
 * @param old the text's tags before the edit
 * @param changed the ids of the themes that changed, are new or are gone, as `themesToRetag` gives them
 * @param fresh what `tagAnswer` finds in the text with a tagger of those of `themes` that are `changed`
 * @returns the old tags of the other themes and the fresh ones, in order of place and then of the codebook
 * @example mergeTags(themes, old, new Set(['pay']), tagAnswer(compileCodebook([pay]), answer))
 */
export function mergeTags(
  themes: readonly Pick<Theme, 'id' | 'rules'>[],
  old: readonly Tag[],
  changed: ReadonlySet<string>,
  fresh: readonly Tag[],
): Tag[] {
  const merged = [...old.filter(tag => !changed.has(tag.theme)), ...fresh]
  if (merged.length < 2) return merged
  const places = placesOf(themes)
  const place = (tag: Tag): number => places.get(tag.theme) ?? themes.length
  // A stable sort: the rules of one theme stay in their order.
  return merged.sort((a, b) => a.start - b.start || place(a) - place(b))
}

const remembered = new WeakMap<readonly Pick<Theme, 'id' | 'rules'>[], Map<string, number>>()

/** The place of each theme in a codebook, found once a codebook. */
function placesOf(themes: readonly Pick<Theme, 'id' | 'rules'>[]): Map<string, number> {
  const known = remembered.get(themes)
  if (known !== undefined) return known
  const places = new Map(themes.map((theme, index) => [theme.id, index]))
  remembered.set(themes, places)
  return places
}
