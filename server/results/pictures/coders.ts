import { countByCoder } from '../../coding/assignments/assignmentStore.ts'
import { coderNames } from '../../coding/pages/names.ts'
import { readingsOf } from '../../coding/readingStore.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { withdrawnRespondents } from '../../responses/store.ts'
import type { Picture } from './picture.ts'

/** How far each coder has come: what they have done of what is theirs, and what they have read in full; none before anybody did. */
export async function progressByCoder(consultation: string): Promise<Picture | undefined> {
  const withdrawn = await withdrawnRespondents(consultation)
  const [coders, readings, nameOf] = await Promise.all([
    countByCoder(consultation, withdrawn),
    readingsOf(consultation),
    coderNames(),
  ])
  const gone = new Set(withdrawn)
  const read = new Map<string, number>()
  for (const { by, response } of readings) if (!gone.has(response)) read.set(by, (read.get(by) ?? 0) + 1)
  const rows = [...new Set([...coders.keys(), ...read.keys()])]
    .map(coder => ({
      name: nameOf(coder),
      ...(coders.get(coder) ?? { done: 0, left: 0 }),
      read: read.get(coder) ?? 0,
    }))
    .filter(({ done, left, read }) => done + left + read > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  if (rows.length === 0) return undefined
  const title = 'Progress by coder: responses done, of those that each has'
  const cell = (count: number) => ({ words: count.toLocaleString('en-GB') })
  return {
    id: 'coders',
    title,
    about:
      'Responses that were assigned, or that are of a blind round. “Read in full” counts those too that nobody had assigned.',
    first: 'Coder',
    columns: ['Done', 'Left', 'Together', 'Read in full'],
    rows: rows.map(({ name, done, left, read }) => ({
      name,
      cells: [done, left, done + left, read].map(cell),
    })),
    mayBePublished: false,
    svg: id =>
      chartSvg(
        {
          title,
          by: 'Coder',
          counted: 'Done',
          rows: rows.map(({ name, done, left }) => ({ label: name, respondents: done, of: done + left })),
        },
        id ? { id } : {},
      ),
  }
}
