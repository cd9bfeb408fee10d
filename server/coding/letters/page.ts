import { copiesOf, copiesSentBy, copiesWithOwnWords } from '../../campaigns/campaignStore.ts'
import type { Consultation } from '../../consultations/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { isShared } from '../mentions.ts'
import { consentViews } from '../pages/consent.ts'
import { coderNames, stanceNames } from '../pages/names.ts'
import { marksIn, stanceChoices, suggestionView, undecidedTags, withTheirTwins } from '../pages/passages.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { sentenceChoices } from '../pages/sentences.ts'
import { choices, type ThemeView, themeViews, viewOf } from '../pages/themeViews.ts'
import type { CodingRecord } from '../record.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { segmentsOf } from '../segments.ts'
import type { Letter } from './letter.ts'
import { type LetterBatch, letterBatches } from './letterStore.ts'
import { ruleRejectedBy } from './rejectedOnLetter.ts'
import { sendersOf } from './senders.ts'

/** How many senders one page shows. */
const sendersShown = 50

/** What the page is asked to show: the tags, everybody who sent it, and from after which copy. */
export type AskedOfLetter = { tags: boolean; all: boolean; after: string }

/**
 * A letter that several sent, as one of its copies has it: its words to be coded for all who sent them, what was
 * decided so, and what each person added.
 *
 * @param record the response of that copy, as far as the reader may see it
 */
export async function letterPage(
  { _id: consultation, version }: Consultation,
  { search, campaign, copy }: Letter,
  record: CodingRecord,
  coder: string,
  asked: AskedOfLetter,
) {
  const { blind = false } = record
  const showTags = asked.tags && !blind
  const copies = asked.all
    ? await copiesOf(search, campaign.rank, asked.after, sendersShown)
    : await copiesWithOwnWords(search, campaign.rank, asked.after, sendersShown)
  const [labels, nameOf, consents] = await Promise.all([
    questionLabels(consultation, version),
    coderNames(),
    consentViews([record.response]),
  ])
  const [senders, decided, isBlind] = await Promise.all([
    sendersOf(search, copies, labels),
    decidedOn({ search, campaign, copy }),
    codesBlind(consultation, coder, { search, campaign }),
  ])
  // What others decided holds for the copies of a blind round too, of which their coder sees nothing.
  const batches = isBlind ? decided.filter(({ by }) => by === coder) : decided
  const themes = themeViews(record.codebook.themes)
  const text = record.texts.find(({ _id }) => _id === copy.text)
  if (!text) throw new Error(`letterPage: response ${record.response._id} says ${copy.text} no more`)
  const tags = undecidedTags(record).filter(tag => tag.text === copy.text && isShared(tag, copy))
  const codings = record.codings.filter(coding => showTags || coding.coder === coder)
  const path = `/desk/${consultation}/letters/${copy.text}`
  const all = asked.all ? '&show=all' : ''
  const last = copies.length === sendersShown ? copies.at(-1) : undefined
  return {
    path,
    senders: campaign.senders,
    own: campaign.own,
    elsewhere: campaign.senders - campaign.listed,
    reference: record.response.reference,
    response: `/desk/${consultation}/responses/${record.response._id}`,
    consent: consents.get(record.response._id),
    blind,
    isBlind,
    showTags,
    waiting: tags.length,
    id: text._id,
    question: labels.get(text.question) ?? text.question,
    paragraphs: segmentsOf(
      text.text,
      marksIn(text._id, showTags ? withTheirTwins(tags, record) : [], codings, themes),
    ),
    suggestions: showTags
      ? tags.map(tag => ({
          ...suggestionView(tag, { record, themes, coder, nameOf }),
          action: `${path}/tags/${tag.id}`,
        }))
      : [],
    sentences: sentenceChoices([text], labels).map(answer => ({
      ...answer,
      sentences: answer.sentences.filter(({ value }) => isShared(spanIn(value), copy)),
    })),
    themes: choices(themes),
    stances: stanceChoices('supports'),
    batches: await Promise.all(
      batches.map(async batch => ({
        ...(await batchView(batch, themes, coder, nameOf)),
        mend: batch.by === coder ? ruleRejectedBy(batch, record.codebook) : undefined,
      })),
    ),
    people: [...senders.values()],
    showsAll: asked.all,
    next: last ? `${path}?after=${encodeURIComponent(last._id)}${all}#senders` : '',
  }
}

/** The span in a choice of a sentence, `text:start:end`. */
function spanIn(value: string) {
  const [start = 0, end = 0] = value.split(':').slice(-2).map(Number)
  return { start, end }
}

/** What was decided on this letter, in whichever copy it was read. */
async function decidedOn({ search, campaign }: Letter): Promise<LetterBatch[]> {
  const all = await letterBatches(campaign.consultation)
  const copies = await copiesSentBy(search, [...new Set(all.map(({ respondent }) => respondent))])
  const texts = new Set(copies.filter(({ rank }) => rank === campaign.rank).map(({ text }) => text))
  return all.filter(({ text }) => texts.has(text))
}

/** Whether somebody codes a copy of this letter in a blind round. */
async function codesBlind(consultation: string, coder: string, { search, campaign }: Omit<Letter, 'copy'>) {
  const hidden = await hiddenFrom(consultation, coder)
  const copies = hidden.size === 0 ? [] : await copiesSentBy(search, [...hidden])
  return copies.some(({ rank }) => rank === campaign.rank)
}

const states: Record<LetterBatch['state'], string> = {
  coding: 'Being put into the other copies',
  applied: 'Done',
  undoing: 'Being taken back',
  undone: 'Taken back',
  redoing: 'Being done again',
}

async function batchView(
  batch: LetterBatch,
  themes: Map<string, ThemeView>,
  account: string,
  nameOf: (id: string) => string,
) {
  const { verdict, stance, theme, state, by, at, coded, left, span } = batch
  const [text] = await findTexts([batch.text])
  return {
    theme: viewOf(themes, theme),
    says: verdict === 'accepted' ? stanceNames[stance] : 'Rejected',
    words: text?.text.slice(span.start, span.end) ?? '',
    state: states[state],
    who: by === account ? 'you' : nameOf(by),
    ...{ at, coded, left },
    hasLeft: state === 'applied' && Object.values(left).some(count => count > 0),
    applied: state === 'applied',
    ...stepsOn(batch, account),
  }
}

/** Where whoever made a batch takes it back, or does it again; empty where they cannot. */
export function stepsOn(
  { _id, consultation, by, state }: LetterBatch,
  account: string,
): { undo: string; redo: string } {
  const path = `/desk/${consultation}/letters/batches/${_id}`
  const mayUndo = by === account && (state === 'applied' || state === 'coding' || state === 'redoing')
  const mayRedo = by === account && state === 'undone'
  return { undo: mayUndo ? `${path}/undo` : '', redo: mayRedo ? `${path}/redo` : '' }
}
