import type { Problem } from '../../../analysis/index.ts'
import { type ConsentWording, currentWording, wordingOf } from '../../consultations/consentWording.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import type { Consultation } from '../../consultations/store.ts'
import {
  type Approval,
  type ApprovalAnswer,
  lastAnswer,
  type QuotePart,
} from '../../findings/approvals/approval.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { say } from '../../http/languages/say.ts'
import type { PublicationLine } from '../../reports/publication/store.ts'
import type { Report } from '../../reports/store.ts'
import { isNarrower } from '../../responses/narrow.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { type AnswerChoice, answerChoices, choiceOf } from './forms.ts'
import type { PrintedSentence } from './printedNow.ts'
import { type PartBox, partBoxes } from './shorter/readParts.ts'

/** What a private link opens, as it stands now. */
export type Opened = {
  approval: Approval
  consultation: Consultation
  response: Response
  report: Report | null
  /** The sentence, where the report prints it still. */
  printed: PrintedSentence | undefined
  /** Versions of the report that were published with the sentence. */
  published: PublicationLine[]
  /** Versions that are frozen with it, and whose time has not come. */
  toAppear: PublicationLine[]
}

/** Whether anything may still be said of the sentence here: a report prints it, or is to, and none has appeared. */
export function mayAnswer({ printed, published, toAppear }: Opened): boolean {
  return published.length === 0 && (printed !== undefined || toAppear.length > 0)
}

/** What a respondent may choose: less of what they allow now, never more. */
export function offeredTo(response: Response): AnswerChoice[] {
  const { choice } = currentConsent(response)
  return answerChoices.filter(
    each => (each !== 'role' && each !== 'unnamed') || (choice !== 'none' && isNarrower(each, choice)),
  )
}

/** A respondent's page of one sentence: what it is, what they said of it, and what they may say now. */
export function linkPage(
  opened: Opened,
  { csrf, address, values, problems }: { csrf: string; address: string } & Entered,
) {
  const { approval, consultation, response, report, printed, published, toAppear } = opened
  const said = lastAnswer(approval)
  const chosen = values ? values.answer : said && choiceOf(said)
  const offered = offeredTo(response)
  const wrong = problemAt(problems, 'answer')
  return {
    title: say('A sentence that quotes you'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    csrf,
    address,
    problems,
    sentence: approval.sentence,
    words: approval.quotes.map(({ words }) => words),
    report: report?.title,
    asker: consultation.asker,
    contact: consultation.contact,
    reference: response.reference,
    allowed: currentWording().choices[currentConsent(response).choice],
    said: said && {
      ...{ at: said.at, words: saidWords(said), comment: said.comment },
      parts: said.parts?.map(({ words }) => words) ?? [],
      // Where somebody else whom it quotes allows that no more, it is shown no more.
      proposed: approval.sentence === '' ? undefined : said.proposed?.sentence,
    },
    byProposal: approval.from !== undefined && approval.answers.length === 1,
    seen: approval.answers.length,
    expiresAt: approval.expiresAt,
    changed: !printed && toAppear.length === 0,
    toAppear: published.length === 0 ? toAppear.at(-1)?.publishAt : undefined,
    published: published.map(({ number, version, publishAt }) => ({
      number,
      version,
      publishAt,
      href: `/c/${consultation._id}/reports/${number}/versions/${version}`,
    })),
    mayAnswer: mayAnswer(opened),
    answer: {
      name: 'answer',
      fieldset: { legend: { text: say('What may be done with it?'), classes: 'govuk-fieldset__legend--m' } },
      items: offered.map(value => ({ value, text: answerWords(value), checked: value === chosen })),
      ...(wrong ? { errorMessage: { text: wrong } } : {}),
    },
    parts: printed ? boxesOf(partBoxes(printed), said?.parts ?? [], values) : [],
    comment: values ? values.comment : said?.comment,
  }
}

/** The boxes with their words; what was left in each before, where it was filled in already. */
function boxesOf(boxes: PartBox[], parts: QuotePart[], values: Entered['values']) {
  return boxes.map(({ id, key, words }, i) => ({
    id,
    label:
      boxes.length === 1
        ? say('Your words')
        : say('Your words, passage {{number}} of {{all}}', { number: i + 1, all: boxes.length }),
    rows: Math.min(8, Math.ceil(words.length / 60) + 1),
    value: values ? values[id] : (parts.find(part => part.key === key)?.words ?? words),
  }))
}

/** What was sent and could not be taken, with what is wrong. */
export type Entered = { values?: Record<string, unknown>; problems?: Problem[] }

/** A choice in the words that a respondent reads, or read when they made it. */
export function answerWords(choice: AnswerChoice, wording: ConsentWording = currentWording()): string {
  const { approval, choices } = wording
  if (!approval) throw new Error(`answerWords: the wording ${wording.version} offers no approval`)
  if (choice !== 'role' && choice !== 'unnamed') return approval.answers[choice]
  const less = choices[choice]
  return `${approval.answers.less} ${less.charAt(0).toLowerCase()}${less.slice(1)}`
}

/** What a respondent said, in the words that they chose it by. */
export function saidWords(answer: ApprovalAnswer): string {
  return answerWords(choiceOf(answer), wordingOf(answer.wording))
}
