import type { Tag } from '../../../analysis/index.ts'
import type { Codebook } from '../../codebook/store.ts'
import type { Tagging } from '../taggingStore.ts'
import type { Retagged } from './retagStore.ts'

type Placed = Pick<Tag, 'theme' | 'start' | 'end'>

/** The suggestions of some tags: a theme at a passage is one, however many rules made it. */
export function suggestions(tags: readonly Placed[]): Map<string, string> {
  return new Map(tags.map(({ theme, start, end }) => [`${start} ${end} ${theme}`, theme]))
}

/** What a codebook makes of the suggestions of a text; nothing where all stay. */
export function noteOf(
  { consultation, rulesVersion: version }: Codebook,
  before: Pick<Tagging, '_id' | 'tags'>,
  after: readonly Placed[],
): Retagged[] {
  const [old, now] = [suggestions(before.tags), suggestions(after)]
  const came = [...now].flatMap(([place, theme]) => (old.has(place) ? [] : [theme]))
  const went = [...old].flatMap(([place, theme]) => (now.has(place) ? [] : [theme]))
  if (came.length === 0 && went.length === 0) return []
  return [{ _id: `${consultation}@${version} ${before._id}`, consultation, version, came, went }]
}
