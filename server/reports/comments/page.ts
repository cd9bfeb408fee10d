import type { Consultation } from '../../consultations/store.ts'
import type { Entry } from '../../http/entry.ts'
import { authorNames } from '../drafts/authors.ts'
import { reportHtml } from '../export/html.ts'
import { gather } from '../gather.ts'
import { kindNames, type Report } from '../store.ts'
import { writeReport } from '../template/write.ts'
import { type AnchoredSentence, anchoredSentences, type Standing, sentenceKey, standingOf } from './anchor.ts'
import { type Comment, commentsOf } from './commentStore.ts'

const notes: Record<Standing['how'], string> = {
  same: '',
  rewritten: 'What the software writes in this sentence has changed since.',
  changed: 'The words have changed since: this sentence is not in the report any more.',
}

/** A report as it comes out beside what is said about it: what is open by its place in the text, then what is resolved. */
export async function commentsPage(
  consultation: Consultation,
  report: Report,
  {
    account,
    mayComment,
    entry,
    chosen,
  }: { account: string; mayComment: boolean; entry: Entry | undefined; chosen: number },
) {
  const [material, comments, nameOf] = await Promise.all([
    gather(consultation, report.template),
    commentsOf(report._id),
    authorNames(),
  ])
  const written = writeReport(report, material)
  const sentences = anchoredSentences(report._id, written)
  const threads = comments.map(comment => thread(comment, { sentences, nameOf, account, entry, mayComment }))
  const open = threads.filter(({ isOpen }) => isOpen).sort((a, b) => a.place - b.place)
  const asked = entry?.values.sentence
  return {
    report,
    name: `${kindNames[report.kind]} ${report.number}`,
    preview: reportHtml({ ...written, markdown: withMarks(written.markdown, written.ledger, open) }, 2),
    open,
    resolved: threads.filter(({ isOpen }) => !isOpen),
    sentences: sentences.map(({ number, words, anchor }) => ({
      value: sentenceKey(anchor),
      label: `${number}. ${shortened(words)}`,
      chosen: asked === undefined ? number === chosen : asked === sentenceKey(anchor),
    })),
    values: entry?.values,
    problems: entry?.problems,
  }
}

type Known = {
  sentences: AnchoredSentence[]
  nameOf: (account: string) => string
  account: string
  entry: Entry | undefined
  mayComment: boolean
}

function thread(comment: Comment, { sentences, nameOf, account, entry, mayComment }: Known) {
  const { _id, anchor, by, from, at, words, replies, resolved } = comment
  const standing = anchor && standingOf(anchor, sentences)
  const number = standing?.sentence?.number
  return {
    _id,
    isOpen: !resolved,
    /** Sentences in their order, then what is about the whole, then what lost its sentence. */
    place: number ?? (anchor ? Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER - 1),
    number,
    about: standing?.sentence?.words ?? anchor?.typed,
    note: standing ? notes[standing.how] : '',
    who: from ?? nameOf(by),
    brought: from === undefined ? undefined : nameOf(by),
    at,
    words,
    replies: replies.map(reply => ({ who: nameOf(reply.by), at: reply.at, words: reply.words })),
    resolved: resolved && { who: nameOf(resolved.by), at: resolved.at },
    mayTakeBack: mayComment && by === account && from === undefined && replies.length === 0,
    field: `reply-${_id}`,
    entered: entry?.values[`reply-${_id}`],
  }
}

type Open = { number: number | undefined }

/** A mark before each sentence, to which its comments lead, and from which they are reached. */
function withMarks(
  markdown: string,
  ledger: { start: number; number: number; isCode: boolean }[],
  open: Open[],
): string {
  const commented = new Set(open.map(({ number }) => number))
  let marked = ''
  let from = 0
  for (const { start, number, isCode } of ledger) {
    if (isCode) continue
    marked += `${markdown.slice(from, start)}[^${commented.has(number) ? 'c' : 's'}${number}]`
    from = start
  }
  return marked + markdown.slice(from)
}

function shortened(words: string): string {
  return words.length <= 90 ? words : `${words.slice(0, 90).replace(/\s+\S*$/u, '')} …`
}
