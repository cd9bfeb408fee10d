import { unreviewedTags } from '../../../analysis/application.ts'
import type { Tag } from '../../../analysis/index.ts'
import { codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { countWaiting, nextWaiting, type QueueFilter } from '../mentionStore.ts'
import { onePerPassage } from '../mentions.ts'
import { type CodingRecord, recordOf } from '../record.ts'
import { refreshMentions } from '../refreshMentions.ts'
import { type Segment, segmentsOf } from '../segments.ts'
import { consentViews } from './consent.ts'
import { coderNames } from './names.ts'
import { marksIn, orderedTags, suggestionView } from './passages.ts'
import { questionLabels } from './questionLabels.ts'
import { themeViews } from './themeViews.ts'

/** Where in the queue someone is: at the mention `after`, beyond its tag `past`. Both empty at the start. */
export type Position = { after: string; past: string }

type Waiting = { record: CodingRecord; tag: Tag; mention: string }

/** The next suggestion to decide on, found by index: one mention is read, and the next where that has none left. */
export async function nextPassage(
  consultation: string,
  filter: QueueFilter,
  { after, past }: Position,
): Promise<Waiting | undefined> {
  let from = after
  let inclusive = after !== ''
  for (;;) {
    const mention = await nextWaiting(consultation, filter, from, inclusive)
    if (!mention) return undefined
    const record = await recordOf(consultation, mention.respondent)
    const tags = onePerPassage(orderedTags(record)).filter(
      tag => tag.theme === mention.theme && answers(record, tag, filter),
    )
    const beyond = mention._id === after ? tags.findIndex(tag => tag.id === past) + 1 : 0
    const [tag] = unreviewedTags(tags.slice(beyond), record.codings)
    if (tag) return { record, tag, mention: mention._id }
    // A mention that says it waits and does not was left by a process that died: it is derived anew.
    if (beyond === 0) await refreshMentions(consultation, [mention.respondent])
    from = mention._id
    inclusive = false
  }
}

function answers(record: CodingRecord, tag: Tag, { question }: QueueFilter): boolean {
  return !question || record.texts.some(text => text._id === tag.text && text.question === question)
}

/** The queue's page: one suggestion in its context, or that there is none left. */
export async function queuePage(
  consultation: Consultation,
  coder: string,
  filter: QueueFilter,
  position: Position,
) {
  const [waiting, left, codebook, labels, nameOf] = await Promise.all([
    nextPassage(consultation._id, filter, position),
    countWaiting(consultation._id, filter),
    codebookOf(consultation._id),
    questionLabels(consultation._id, consultation.version),
    coderNames(),
  ])
  const themes = themeViews(codebook.themes)
  const common = {
    path: `/desk/${consultation._id}/queue`,
    left,
    filtered: Boolean(filter.theme || filter.question),
    filter,
    themes: [...themes.values()]
      .filter(theme => !theme.archived)
      .map(({ id, path }) => ({ value: id, label: path, chosen: id === filter.theme })),
    questions: [...labels].map(([value, label]) => ({ value, label, chosen: value === filter.question })),
    hasThemes: codebook.themes.length > 0,
  }
  if (!waiting) return { ...common, passage: null }
  const { record, tag, mention } = waiting
  const text = record.texts.find(each => each._id === tag.text)
  if (!text) throw new Error(`queuePage: tag ${tag.id} is of no current text`)
  const suggestion = suggestionView(tag, { record, themes, coder, nameOf })
  const consents = await consentViews([record.response])
  return {
    ...common,
    passage: {
      ...suggestion,
      question: labels.get(text.question) ?? text.question,
      paragraphs: around(segmentsOf(text.text, marksIn(tag.text, [tag], [], themes))),
      reference: record.response.reference,
      consent: consents.get(record.response._id),
      response: `/desk/${consultation._id}/responses/${record.response._id}`,
      after: mention,
      past: tag.id,
    },
  }
}

/** The marked paragraphs with one before and one after. */
function around(paragraphs: Segment[][]): Segment[][] {
  const marked = paragraphs.map(segments => segments.some(segment => segment.mark !== null))
  return paragraphs.filter((_, index) => marked[index - 1] || marked[index] || marked[index + 1])
}
