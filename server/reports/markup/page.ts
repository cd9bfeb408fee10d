import { comparedView } from '../../../analysis/application.ts'
import type { Entry } from '../../http/entry.ts'
import { authorNames } from '../drafts/authors.ts'
import { versionOf } from '../drafts/versionStore.ts'
import { kindNames, type Report } from '../store.ts'
import type { MarkedChange, MarkUp, RefusalReason } from './markupStore.ts'

const whyNot: Record<RefusalReason, string> = {
  locked: 'It is in words that the software writes: a quote, a number, an attribution or a note.',
  place: 'It stands behind words that the software writes, where the draft has no place for it.',
  join: 'It joins two paragraphs between which something else stands.',
  helper: 'It has curly brackets or the beginning of a note, which only the draft’s own helpers have.',
}

/** A copy that came back: each of its changes with its words round it, what cannot be taken over, and what was not read. */
export async function markUpPage(report: Report, markUp: MarkUp, entry: Entry | undefined) {
  const [nameOf, sent] = await Promise.all([authorNames(), versionOf(report, markUp.version)])
  const changes = markUp.changes.map((change, i) => changeView(change, i, sent?.template ?? ''))
  return {
    report,
    name: `${kindNames[report.kind]} ${report.number}`,
    markUp: {
      _id: markUp._id,
      file: markUp.file,
      version: markUp.version,
      at: markUp.at,
      by: nameOf(markUp.by),
    },
    isOlder: markUp.version < report.version,
    waiting: changes.filter(({ isWaiting }) => isWaiting),
    decided: changes.filter(({ isWaiting }) => !isWaiting),
    refused: markUp.refused.map(({ why, helper, author, putIn, takenOut }) => ({
      who: author || 'Someone whom the copy does not name',
      helper,
      putIn,
      takenOut,
      why: whyNot[why],
    })),
    comments: markUp.comments,
    unread: unreadNotes(markUp.unread),
    problems: entry?.problems,
  }
}

const shownRound = 100

function changeView(change: MarkedChange, i: number, template: string) {
  const { start, end, before, after, author, date, tracked, moved, decision } = change
  // Within its paragraph, and of whole words.
  const lead = template.slice(Math.max(0, start - shownRound), start).replace(/^(?:[\s\S]*\n|\S*\s)/u, '')
  const rest = template.slice(end, end + shownRound).replace(/(?:\n[\s\S]*|\s\S*)$/u, '')
  return {
    id: `change-${i}`,
    number: i + 1,
    who: author || (tracked ? 'Someone whom the copy does not name' : 'Someone, without tracking it'),
    at: date,
    isMoved: moved,
    isWaiting: decision === 'waiting',
    decision: decision === 'accepted' ? 'Accepted' : 'Refused',
    pieces: comparedView(`${lead}${before}${rest}`, `${lead}${after}${rest}`),
  }
}

function unreadNotes({ notes, boxes, settings }: MarkUp['unread']): string[] {
  return [
    ...(notes > 0
      ? [`${notes} in notes. The software writes the notes from what was said and allowed.`]
      : []),
    ...(boxes > 0 ? [`${boxes} in text boxes. A report has none: put the words into the text.`] : []),
    ...(settings > 0 ? [`${settings} of how words are set, such as bold. Set them in the draft.`] : []),
  ]
}
