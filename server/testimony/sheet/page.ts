import { printedLine } from '../../../analysis/application.ts'
import type { Edit, Origin, Stance } from '../../../analysis/index.ts'
import { choiceWords } from '../../consultations/consentWording.ts'
import { lastAnswer } from '../../findings/approvals/approval.ts'
import { markedTranslation } from '../../findings/quotes/language.ts'
import { lookAt, standingOf } from '../../findings/quotes/standing.ts'
import { sha256 } from '../../reports/export/hash.ts'
import { kindNames } from '../../reports/store.ts'
import { choiceIn } from '../../responses/permissions/permission.ts'
import type { ConsentEvent } from '../../responses/response.ts'
import { saidWords } from '../approvals/linkPage.ts'
import type { Sheet } from './sheet.ts'

const origins: Record<Origin, string> = {
  unaided: 'unaided',
  rule: 'accepted from the machine, by a rule',
  model: 'accepted from the machine, by what it learned',
}

const stances: Record<Stance, string> = {
  supports: 'supports the claim',
  opposes: 'opposes it',
  mixed: 'is of two minds',
  mentions: 'only mentions the theme',
}

/** The sheet of a quote, for the desk's page and its file. @param base what addresses of this site begin with */
export function sheetPage({ source, question, stands, stood, approvals, codings }: Sheet, base: string) {
  const { quote, text, response } = source
  const standing = standingOf(source)
  const home = `${base}/desk/${quote.consultation}`
  return {
    key: standing.key,
    look: lookAt(standing) ?? (standing.usable ? standing.unapproved : undefined),
    printed: standing.usable ? printedLine(standing.speaker, standing.words) : undefined,
    translated: markedTranslation(source),
    stands: stands.map(({ report, sentence }) => ({
      sentence,
      name: `${kindNames[report.kind]} ${report.number}: ${report.title}`,
      href: `${home}/reports/${report._id}`,
    })),
    stood: stood.map(({ number, version, ...each }) => ({
      ...each,
      name: `Recommendation ${number}, version ${version}`,
      href: `${base}/c/${quote.consultation}/reports/${number}/versions/${version}`,
    })),
    question,
    reference: response?.reference,
    passage: text && {
      before: text.text.slice(0, quote.start),
      quoted: text.text.slice(quote.start, quote.end),
      after: text.text.slice(quote.end),
      lang: text.language,
    },
    consent: response?.consent.map(event => consentRow(event, quote.question)) ?? [],
    approvals: approvals.map(approval => ({
      sentence: text && approval.sentence,
      hash: approval.hash,
      asked: approval.asked,
      answers: approval.answers.map(answer => ({
        at: answer.at,
        words: saidWords(answer),
        comment: text && answer.comment,
      })),
      silent: lastAnswer(approval) === undefined,
    })),
    edits: text ? quote.edits.map(edit => editWords(edit, text.text)) : [],
    codings: codings.map(({ coderName, themeName, verdict, stance, origin, at, start, end, id }) => ({
      ...{ coderName, themeName, at, id },
      did: verdict === 'accepted' ? `accepted: ${stances[stance]}` : 'rejected',
      how: origins[origin],
      words: text?.text.slice(start, end),
    })),
    hashes: text && {
      text: sha256(text.text),
      quote: standing.usable ? sha256(standing.words) : undefined,
      id: text._id,
      start: quote.start,
      end: quote.end,
      version: quote.version,
    },
  }
}

/** One permission as it was given, in the words that were seen then. */
function consentRow(event: ConsentEvent, question: string) {
  const { at, wording, byHand, approval } = event
  return {
    at,
    wording,
    words: choiceWords(choiceIn(event, question), wording),
    byHand: byHand === true,
    approval: approval === true,
  }
}

function editWords(edit: Edit, text: string): string {
  switch (edit.kind) {
    case 'cut':
      return `Cut to […]: “${text.slice(edit.start, edit.end)}”`
    case 'replace':
      return `Replaced by [${edit.with}]: “${text.slice(edit.start, edit.end)}”`
    case 'insert':
      return `Added: [${edit.with}]`
    case 'case':
      return `First letter made ${edit.to} case`
    case 'redact':
      return `Left out as [${edit.what} redacted]: “${text.slice(edit.start, edit.end)}”`
    case 'emphasis':
      return `Emphasis added: “${text.slice(edit.start, edit.end)}”`
  }
}
