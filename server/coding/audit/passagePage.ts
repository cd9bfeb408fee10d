import { codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { findText } from '../../responses/textStore.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { themeViews, viewOf } from '../pages/themeViews.ts'
import { around, segmentsOf } from '../segments.ts'
import type { AuditPassage } from './auditStore.ts'
import { auditPath } from './inQueue.ts'
import { answeredOf, previousOf, type Sample } from './sample.ts'

/** One passage of the sample in its context. What the machine gave it is no part of this page. */
export async function passagePage(
  consultation: Consultation,
  sample: Sample,
  passage: AuditPassage,
  entered: Record<string, unknown> | undefined,
  where: Record<string, string>,
) {
  const [text, codebook, labels] = await Promise.all([
    findText(consultation._id, passage.text),
    codebookOf(consultation._id),
    questionLabels(consultation._id, consultation.version),
  ])
  if (!text) throw new Error(`passagePage: passage ${passage._id} is of no text`)
  const views = themeViews(codebook.themes)
  const asked = new Set(sample.audit.themes)
  const themes = [...views.values()].filter(view => asked.has(view.id))
  const gone = sample.audit.themes.filter(id => !views.has(id)).map(id => viewOf(views, id))
  const definitions = new Map(codebook.themes.map(theme => [theme.id, theme.definition]))
  const ticked = entered ? [entered.themes ?? []].flat() : (passage.answer?.themes ?? [])
  const path = auditPath(consultation._id)
  const previous = previousOf(sample, passage.place)
  return {
    action: `${path}/${passage.place}`,
    path,
    number: sample.usable.indexOf(passage) + 1,
    of: sample.usable.length,
    answered: answeredOf(sample).length,
    before: previous && Object.keys(where).length === 0 ? `${path}/${previous.place}` : '',
    where: Object.entries(where).map(([name, value]) => ({ name, value })),
    question: labels.get(passage.question) ?? passage.question,
    paragraphs: around(segmentsOf(text.text, [markOf(passage)])),
    themes: [...themes, ...gone].map(view => ({ ...view, chosen: ticked.includes(view.id) })),
    none: entered ? entered.none !== undefined : passage.answer?.themes.length === 0,
    isAnswered: passage.answer !== undefined,
    meanings: themes.map(({ id, name }) => ({ name, definition: definitions.get(id) ?? '' })),
  }
}

/** The same mark for every passage, whatever it speaks of. */
function markOf({ start, end }: AuditPassage) {
  const plain = { id: '', theme: '', letter: '', colour: 'slate', label: 'The passage', suggested: false }
  return { ...plain, start, end }
}
