import { newId } from '../../database/ids.ts'
import { editCodebook } from '../edit.ts'
import { mostExamples } from '../examples/change.ts'
import { saysOtherwise } from '../forms.ts'
import { withDescendants } from '../hierarchy.ts'
import { rulesFrom } from '../ruleLines.ts'
import type { Codebook, StoredTheme } from '../store.ts'
import { sourcesOf } from '../versions/changes.ts'
import { copiesOf, key, type Offer, offersOf } from './review.ts'

/** Which of a shared codebook's themes are taken, from which consultation, and whether changed ones mean something else. */
export type Taking = {
  title: string
  theirs: Codebook
  taken: ReadonlyMap<number, Codebook>
  chosen: ReadonlySet<string>
  isOther: boolean
}

/**
 * Takes themes of a shared codebook, or what was changed of them, as the next version of a consultation's own.
 * @returns the version, and how many themes it took; no version where nothing was left to take
 */
export async function takeShared(
  consultation: string,
  by: string,
  { title, theirs, taken, chosen, isOther }: Taking,
): Promise<{ version: number; count: number } | undefined> {
  let count = 0
  const version = await editCodebook(consultation, by, (themes, next, ours) => {
    const offers = offersOf(ours, theirs, taken).filter(
      ({ kind, theirs: { id } }) => kind !== 'named' && chosen.has(id),
    )
    count = offers.length
    if (count === 0) return undefined
    const after = offers.reduce(
      (all, offer) => withOffer(all, offer, { theirs, consultation, next, isOther }),
      themes,
    )
    return {
      themes: placed(after, theirs, offers),
      change: `Took version ${theirs.version} of the codebook of ${title}: ${count} ${count === 1 ? 'theme' : 'themes'}`,
    }
  })
  return count === 0 ? undefined : { version, count }
}

type Into = { theirs: Codebook; consultation: string; next: number; isOther: boolean }

function withOffer(themes: StoredTheme[], offer: Offer, into: Into): StoredTheme[] {
  const { kind, theirs, ours } = offer
  const { next } = into
  const origin = { consultation: into.theirs.consultation, theme: theirs.id, version: into.theirs.version }
  if (!ours) return [...themes, copyOf(theirs, themes, origin, into)]
  const replaced = (theme: StoredTheme) =>
    themes.map(each => (each.id === ours.id ? { ...theme, origin, changed: next } : each))
  if (kind === 'archived') return replaced({ ...ours, archived: true })
  const { definition, include, exclude, colour } = theirs
  const isFree = !themes.some(
    each => each.id !== ours.id && !each.archived && key(each.name) === key(theirs.name),
  )
  const examples = [
    ...(ours.examples ?? []),
    ...(theirs.examples ?? []).filter(({ id }) => !ours.examples?.some(each => each.id === id)),
  ].slice(0, mostExamples)
  return replaced({
    ...ours,
    ...{ definition, include, exclude, colour, archived: false },
    name: isFree ? theirs.name : ours.name,
    rules: rulesFrom(ours.id, sourcesOf(theirs)),
    ...(examples.length > 0 ? { examples } : {}),
    ...(into.isOther && saysOtherwise(ours, theirs) ? { meaning: next } : {}),
  })
}

function copyOf(
  theirs: StoredTheme,
  themes: StoredTheme[],
  origin: NonNullable<StoredTheme['origin']>,
  { consultation, next }: Into,
): StoredTheme {
  const { name, definition, include, exclude, colour, examples } = theirs
  const id = themes.some(each => each.id === theirs.id) ? newId() : theirs.id
  return {
    ...{ id, name, parent: null, definition, include, exclude, colour, consultation, origin },
    ...(examples ? { examples } : {}),
    rules: rulesFrom(id, sourcesOf(theirs)),
    order: themes.length,
    archived: false,
    changed: next,
  }
}

/** The themes that were added, each below the copy of what it stands below there, or below its namesake. */
function placed(themes: StoredTheme[], theirs: Codebook, offers: Offer[]): StoredTheme[] {
  const added = new Set(offers.filter(({ kind }) => kind === 'added').map(offer => offer.theirs.id))
  const copies = copiesOf({ ...theirs, themes }, theirs.consultation)
  const named = new Map(themes.filter(({ archived }) => !archived).map(theme => [key(theme.name), theme]))
  const names = new Map(theirs.themes.map(({ id, name }) => [id, name]))
  return themes.map(theme => {
    const original = theme.origin && added.has(theme.origin.theme) ? theme.origin.theme : undefined
    const above = theirs.themes.find(({ id }) => id === original)?.parent ?? undefined
    if (original === undefined || above === undefined || above === null) return theme
    const parent = copies.get(above) ?? named.get(key(names.get(above) ?? ''))
    const isFit = parent && !parent.archived && !withDescendants(themes, theme.id).has(parent.id)
    return isFit ? { ...theme, parent: parent.id } : theme
  })
}
