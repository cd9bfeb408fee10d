import { languageChoices, spokenLanguage } from '../../responses/languages.ts'
import { neighboursOf } from '../../responses/neighbourStore.ts'
import { isForMachine, type Response } from '../../responses/response.ts'
import { historyOf } from '../../responses/revising/history.ts'
import { speakersOf } from '../../responses/speakers.ts'
import type { Text } from '../../responses/textStore.ts'
import { leftBehindView } from '../carrying/page.ts'
import { isWhole } from '../readInFull.ts'
import { readingsOfResponse } from '../readingStore.ts'
import type { CodingRecord } from '../record.ts'
import { rejectedRule } from '../rejectedRule.ts'
import { type Mark, segmentsOf } from '../segments.ts'
import type { Shown } from '../starting/shown.ts'
import { lastChange, lastUndone } from '../undo.ts'
import { attributesOf, severalOf } from './attributes.ts'
import { broughtView } from './brought.ts'
import { closedAnswers } from './closedAnswers.ts'
import { consentViews } from './consent.ts'
import { coderNames } from './names.ts'
import { numbered, placeOfMark } from './numbered.ts'
import {
  codingView,
  marksIn,
  type PassageContext,
  stanceChoices,
  suggestionView,
  undecidedTags,
  withTheirTwins,
} from './passages.ts'
import { permittedOf } from './permitted.ts'
import { questionLabels } from './questionLabels.ts'
import { sentenceChoices } from './sentences.ts'
import { choices, themeViews } from './themeViews.ts'

/**
 * One response to be read and coded. Its testimony is whole whether or not tags are shown. What the machine suggests is
 * left out until its time has come, and what others coded until the reader asks for it.
 *
 * @param asks whether they ask for the tags, or for none where they stand beside the words
 * @param mayOpen whether the reader may see who wrote what the team brought in, and correct it
 */
export async function responsePage(
  record: CodingRecord,
  coder: string,
  asks: 'show' | 'hide' | '',
  shown: Shown,
  mayOpen = false,
) {
  const { response, texts, codebook, consultation } = record
  const showTags = shown !== 'blind' && (asks === 'show' || (shown === 'beside' && asks !== 'hide'))
  const suggests = showTags && (shown === 'beside' || shown === 'asked')
  const [labels, consents, nameOf, readings, speakers, closed, neighbours] = await Promise.all([
    questionLabels(consultation, response.version),
    consentViews([response]),
    coderNames(),
    readingsOfResponse(consultation, response._id),
    speakersOf([response]),
    closedAnswers(response),
    neighboursOf(response),
  ])
  const read = readings.filter(reading => isWhole(reading, response))
  const themes = themeViews(codebook.themes)
  const context: PassageContext = { record, themes, coder, nameOf }
  const tags = undecidedTags(record)
  // What others coded stays hidden with the tags: who reads first reads without being led.
  const codings = inTextOrder(record).filter(coding => showTags || coding.coder === coder)
  const marks = new Map<string, Mark[]>()
  const numbers = new Map<string, number>()
  for (const { _id } of texts) {
    const own = marksIn(_id, suggests ? withTheirTwins(tags, record) : [], codings, themes)
    const drawn = numbered(own, numbers.size)
    for (const mark of drawn) if (mark.number) numbers.set(placeOfMark(mark, _id), mark.number)
    marks.set(_id, drawn)
  }
  const path = `/desk/${consultation}/responses/${response._id}`
  const pathTo = (id: string | undefined) => id && `/desk/${consultation}/responses/${id}`
  return {
    path,
    id: response._id,
    reference: response.reference,
    previous: pathTo(neighbours.previous),
    next: pathTo(neighbours.next),
    consent: consents.get(response._id),
    submittedOn: response.submittedOn,
    history: response.revisions.length > 1 ? await withNames(response, nameOf) : undefined,
    brought: broughtView(response, nameOf, mayOpen),
    attributes: [...attributesOf(response), ...severalOf(response, speakers.get(response._id)?.behalf ?? '')],
    showTags,
    suggests,
    shown: { [shown]: true },
    // Whoever comes to see suggestions by what they do here is not shown them unasked.
    tags: shown === 'later' ? '' : showTags ? 'show' : shown === 'beside' ? 'hide' : '',
    blind: shown === 'blind',
    waiting: tags.length,
    byHand: response.state === 'submitted' && !isForMachine(response),
    pending: response.pending.length > 0,
    closed,
    answers: texts.map(text => ({
      id: text._id,
      question: labels.get(text.question) ?? text.question,
      attachment: text.kind === 'attachment',
      held: text.held?.length ?? 0,
      ...permittedOf(response, text),
      language: languageView(text),
      paragraphs: segmentsOf(text.text, marks.get(text._id) ?? []),
    })),
    suggestions: suggests
      ? tags.map(tag => ({
          ...suggestionView(tag, context),
          number: numbers.get(placeOfMark(tag, tag.text)),
        }))
      : [],
    codings: codings.map(coding => ({
      ...codingView(coding, context),
      number: numbers.get(placeOfMark(coding, coding.text)),
    })),
    accepted: codings.filter(coding => coding.verdict === 'accepted').length,
    texts: texts.map(text => text._id).join(' '),
    read: read.some(reading => reading.by === coder),
    left: read.some(reading => reading.by === coder)
      ? undefined
      : await leftBehindView(record, coder, themes),
    othersRead: shown === 'blind' ? 0 : read.filter(reading => reading.by !== coder).length,
    undo: lastChange(record, coder) !== undefined,
    redo: lastUndone(record, coder) !== undefined,
    mend: rejectedRule(record, coder),
    themes: choices(themes),
    stances: stanceChoices('supports'),
    sentences: sentenceChoices(texts, labels),
  }
}

/** Every revision, with who corrected what the team had entered. */
async function withNames(response: Response, nameOf: (id: string) => string) {
  const history = await historyOf(response)
  return history.map(({ by, ...entry }) => ({ ...entry, who: by && nameOf(by) }))
}

/** In what language an answer is, who says so, and what to choose from where that is wrong. */
function languageView({ text, language }: Text) {
  const { name, given, foreign, tag } = spokenLanguage(text, language)
  return {
    ...{ name, given, foreign, tag },
    choices: languageChoices.map(each => ({ ...each, chosen: each.code === language })),
  }
}

function inTextOrder({ texts, codings }: CodingRecord) {
  const order = new Map(texts.map((text, index) => [text._id, index]))
  return [...codings].sort((a, b) => (order.get(a.text) ?? 0) - (order.get(b.text) ?? 0) || a.start - b.start)
}
