import { codebookOf } from '../../codebook/store.ts'
import { madeByAll } from '../../coding/pages/madeBy.ts'
import { themeViews } from '../../coding/pages/themeViews.ts'
import type { Consultation } from '../../consultations/store.ts'
import { comparisonsBy } from '../closed/groups.ts'
import { progressByCoder } from './coders.ts'
import { byGroup, prevalence, themeOverTime, together } from './draw.ts'
import { type Audience, type Picture, smallMeans } from './picture.ts'
import { tallyThemes } from './tally.ts'

/** By what respondents are told apart, and which theme is shown over time; a theme that is not there: the most raised. */
export type Asked = { by: string; theme: string }

type Choices = { value: string; label: string; chosen: boolean }[]

/** Pictures of the themes that are in use, and what may be chosen; none while nothing is coded. */
export type Pictures = {
  ids: string[]
  themes: number
  respondents: number
  pictures: Picture[]
  by: Choices
  chosenTheme: Choices
  query: string
}

/**
 * All pictures of what was coded, for the team or fit to be published, and what may be chosen; what cannot be compared by
 * is taken for whom they answer. How far each coder has come is for the team alone.
 */
export async function picturesOf(
  { _id }: Pick<Consultation, '_id'>,
  asked: Asked,
  to: Audience,
): Promise<Pictures> {
  const codebook = await codebookOf(_id)
  const themes = [...themeViews(codebook.themes).values()].filter(theme => !theme.archived)
  const ids = themes.map(({ id }) => id)
  const tally = await tallyThemes(_id, ids, asked.by)
  const comparisons = comparisonsBy(tally.attributes)
  const by = comparisons.find(({ value }) => value === asked.by)
  if (!by) return picturesOf({ _id }, { ...asked, by: 'capacity' }, to)
  const most = ids[tally.raised.indexOf(Math.max(...tally.raised))] ?? ''
  const theme = ids.includes(asked.theme) ? asked.theme : most
  const hasCodings = tally.raised.some(count => count > 0)
  const time = themeOverTime(themes, tally, theme, to)
  const coders = to === 'team' ? await progressByCoder(_id) : undefined
  const pictures: Picture[] = hasCodings
    ? [
        prevalence(themes, tally, to),
        byGroup(themes, tally, by.text, to),
        together(themes, tally, to),
        ...(time ? [time] : []),
      ]
    : []
  if (coders) pictures.push(coders)
  return {
    themes: themes.length,
    respondents: tally.respondents,
    ids,
    pictures,
    by: comparisons.map(({ value, text }) => ({ value, label: text, chosen: value === by.value })),
    chosenTheme: themes.map(({ id, path }) => ({ value: id, label: path, chosen: id === theme })),
    query: String(new URLSearchParams({ by: by.value, theme })),
  }
}

/** The pictures as their page shows them, each with its table. */
export async function picturesPage(consultation: Pick<Consultation, '_id'>, asked: Asked) {
  const { pictures, ids, ...rest } = await picturesOf(consultation, asked, 'team')
  return {
    ...rest,
    madeBy: await madeByAll(consultation._id, ids),
    path: `/desk/${consultation._id}/pictures`,
    pictures: pictures.map(pictureView),
  }
}

/** A picture with its table, as a page shows them. */
export function pictureView({ id, title, about, first, columns, rows, svg, mayBePublished }: Picture) {
  const cells = rows.flatMap(row => row.cells)
  return {
    ...{ id, title, about, mayBePublished },
    caption: `Table: ${title}`,
    svg: svg(id),
    table: {
      first,
      columns,
      rows: rows.map(({ name, cells }) => ({
        name,
        cells: cells.map(cell => ({ number: cell?.words ?? null, isSmall: cell?.isSmall })),
      })),
      leavesOut: cells.includes(null),
      marks: cells.some(cell => cell?.isSmall) ? smallMeans : '',
    },
  }
}
