import { learnedRule, unreviewedTags } from '../../../analysis/application.ts'
import type { Tag } from '../../../analysis/index.ts'
import { codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { heldBack } from '../audit/sample.ts'
import { queueAddress, queueFields } from '../back.ts'
import { type InQueue, type QueueOrder, spanIn } from '../forms.ts'
import { letterInQueue } from '../letters/inQueue.ts'
import { nextInQueue, placeAt, placeOf } from '../letters/queueOrder.ts'
import { countWaiting, type Mention, type QueueFilter } from '../mentionStore.ts'
import { onePerPassage, samePassage } from '../mentions.ts'
import { catchUp } from '../queue/catchUp.ts'
import { facetsAsked, fits } from '../queue/facets.ts'
import { narrowingLists } from '../queue/narrowed.ts'
import { type CodingRecord, recordOf } from '../record.ts'
import { refreshMentions } from '../refreshMentions.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { around, segmentsOf } from '../segments.ts'
import { overlap } from '../span.ts'
import { consentViews } from './consent.ts'
import { coderNames } from './names.ts'
import { marksIn, orderedTags, suggestionView, withTheirTwins } from './passages.ts'
import { permittedOf } from './permitted.ts'
import { questionLabels } from './questionLabels.ts'
import { themeViews } from './themeViews.ts'

const orders: Record<QueueOrder, string> = {
  respondents: 'Respondent by respondent',
  leastSure: 'Least sure first',
}

type Waiting = { record: CodingRecord; tag: Tag; mention: Mention }

/**
 * The next suggestion to decide on, found by index: one mention is read, and the next where that has none left.
 * Passages that wait to be shown without marks are left out.
 */
export async function nextPassage(
  consultation: string,
  { after, past, order, at, by, sure, ...rest }: Omit<InQueue, 'step'> & Pick<QueueFilter, 'without'>,
): Promise<Waiting | undefined> {
  const filter: QueueFilter = { ...rest, facets: facetsAsked({ by, sure, attribute: rest.attribute }) }
  const unmarked = await heldBack(consultation)
  const begin = placeAt(after, order)
  let from = begin
  let inclusive = begin !== undefined
  for (;;) {
    const mention = await nextInQueue(consultation, filter, order, from, inclusive)
    if (!mention) return undefined
    const record = await recordOf(consultation, mention.respondent)
    const tags = onePerPassage(orderedTags(record)).filter(
      tag =>
        tag.theme === mention.theme &&
        answers(record, tag, filter) &&
        fits(
          record.tags.filter(each => samePassage(each, tag)),
          { by, sure },
        ),
    )
    const beyond = mention._id === begin?._id ? tags.findIndex(tag => tag.id === past) + 1 : 0
    const waiting = unreviewedTags(tags.slice(beyond), record.codings)
    const asked = waiting.find(each => each.id === at)
    const tag =
      asked ?? waiting.find(each => !unmarked.some(held => held.text === each.text && overlap(held, each)))
    if (tag) return { record, tag, mention }
    // A mention that says it waits and does not was left by a process that died: it is derived anew.
    if (beyond === 0 && waiting.length === 0) await refreshMentions(consultation, [mention.respondent])
    from = mention
    inclusive = false
  }
}

function answers(record: CodingRecord, tag: Tag, { question }: QueueFilter): boolean {
  return !question || record.texts.some(text => text._id === tag.text && text.question === question)
}

/** The queue's page: one suggestion in its context, or that there is none left. */
export async function queuePage(consultation: Consultation, coder: string, place: InQueue) {
  const { theme, question, order, step } = place
  const without = [...(await hiddenFrom(consultation._id, coder))]
  const facets = facetsAsked(place)
  if (facets.length > 0) await catchUp(consultation._id)
  const filter: QueueFilter = { theme, question, without, facets }
  const [waiting, unmarked, left, codebook, labels, nameOf] = await Promise.all([
    nextPassage(consultation._id, { ...place, without }),
    heldBack(consultation._id),
    countWaiting(consultation._id, filter),
    codebookOf(consultation._id),
    questionLabels(consultation._id, consultation.version),
    coderNames(),
  ])
  const themes = themeViews(codebook.themes)
  const common = {
    path: `/desk/${consultation._id}/queue`,
    left,
    hidden: without.length,
    unmarked: unmarked.length,
    filtered: Boolean(theme || question || facets.length > 0),
    filter: fieldsOf({ ...place, after: '', past: '', step: 0, at: '', span: '' }).filter(
      ({ name, value }) => value !== '' && name !== 'step',
    ),
    narrowed: facets.length > 0,
    ...(await narrowingLists(codebook, place)),
    leastSure: order === 'leastSure',
    orders: Object.entries(orders).map(([value, label]) => ({ value, label, chosen: value === order })),
    again: queueAddress(consultation._id, { ...place, after: '', past: '', step: 0, at: '', span: '' }),
    themes: [...themes.values()]
      .filter(theme => !theme.archived)
      .map(({ id, path }) => ({ value: id, label: path, chosen: id === theme })),
    questions: [...labels].map(([value, label]) => ({ value, label, chosen: value === question })),
    hasThemes: codebook.themes.length > 0,
  }
  if (!waiting) return { ...common, passage: null }
  const { record, tag, mention } = waiting
  const text = record.texts.find(each => each._id === tag.text)
  if (!text) throw new Error(`queuePage: tag ${tag.id} is of no current text`)
  const span = tag.id === place.at ? spanIn(place) : undefined
  const suggestion = suggestionView(tag, { record, themes, coder, nameOf })
  const marked = span ? [{ ...tag, ...span }] : withTheirTwins([tag], record)
  const [consents, letter] = await Promise.all([
    consentViews([record.response]),
    letterInQueue(text, tag, mention, filter),
  ])
  return {
    ...common,
    passage: {
      ...suggestion,
      ...(letter && !span ? { letter, action: letter.action } : {}),
      ...(span ? { ...span, words: text.text.slice(span.start, span.end) } : {}),
      adjusted: span !== undefined,
      rule: tag.rule === learnedRule ? '' : `/desk/${consultation._id}/queue/rule/${tag.rule}`,
      question: labels.get(text.question) ?? text.question,
      paragraphs: around(segmentsOf(text.text, marksIn(tag.text, marked, [], themes))),
      reference: record.response.reference,
      ...permittedOf(record.response, text),
      consent: consents.get(record.response._id),
      response: `/desk/${consultation._id}/responses/${record.response._id}`,
      here: fieldsOf({
        ...{ ...place, after: placeOf(mention, order), past: tag.id },
        ...{ at: tag.id, span: span ? place.span : '' },
      }),
      skip: fieldsOf({
        ...{ ...place, after: placeOf(mention, order), past: tag.id, step: step + 1 },
        ...{ at: '', span: '' },
      }),
    },
  }
}

/** Hidden fields that say where in the queue someone is. */
function fieldsOf(place: InQueue) {
  return Object.entries(queueFields(place)).map(([name, value]) => ({ name, value }))
}
