import { newThemesOver } from '../../../analysis/application.ts'
import { codebookOf } from '../../codebook/store.ts'
import { countResponses } from '../../responses/countStore.ts'
import { findResponses } from '../../responses/store.ts'
import { readingOrder } from '../readingOrder.ts'
import { curveDrawing } from './curveDrawing.ts'
import { themeViews, viewOf } from './themeViews.ts'

/** How new themes came up over the responses that were read: a drawing, the same as a table, and a sentence. */
export async function curvePage(consultation: string) {
  const [read, codebook, responses] = await Promise.all([
    readingOrder(consultation),
    codebookOf(consultation),
    countResponses(consultation),
  ])
  const steps = newThemesOver(read)
  const views = themeViews(codebook.themes)
  const references = new Map(
    (await findResponses(steps.map(step => step.response))).map(each => [each._id, each.reference]),
  )
  const last = steps.at(-1)
  return {
    read: read.length,
    responses,
    themes: last?.soFar ?? 0,
    lastNew: last?.place ?? 0,
    since: last ? read.length - last.place : 0,
    drawing: last ? curveDrawing(steps, read.length) : null,
    steps: steps.map(({ place, response, themes, soFar }) => ({
      place,
      soFar,
      themes: new Intl.ListFormat('en-GB').format(themes.map(theme => viewOf(views, theme).name)),
      reference: references.get(response) ?? '',
      href: `/desk/${consultation}/responses/${response}`,
    })),
  }
}
