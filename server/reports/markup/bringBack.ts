import { createHash } from 'node:crypto'
import { movedSpan, textChanges } from '../../../analysis/application.ts'
import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { idOf } from '../../database/ids.ts'
import type { MarkedUpWord } from '../../files/extract/markedUpWord.ts'
import { readBroughtCopy } from '../../files/markedUp.ts'
import { anchoredSentences } from '../comments/anchor.ts'
import { type Anchor, addComment } from '../comments/commentStore.ts'
import { longestComment } from '../comments/forms.ts'
import { versionOf } from '../drafts/versionStore.ts'
import { gather } from '../gather.ts'
import type { Report } from '../store.ts'
import { writeReport } from '../template/write.ts'
import { type Mapped, mapChanges } from './mapChanges.ts'
import { copyOf } from './markUpFile.ts'
import { addMarkUp } from './markupStore.ts'

export type Brought = { ok: true; id: string } | { ok: false; problems: Problem[] }

/**
 * Takes a marked-up copy of a report back in: keeps what it would change of the version that went out, for its author
 * to accept or refuse, and makes its comments comments of the report. Nothing of the draft is changed by it.
 */
export async function bringBack(
  consultation: Consultation,
  report: Report,
  { name, bytes, by }: { name: string; bytes: Buffer; by: string },
): Promise<Brought> {
  const refuse = (message: string): Brought => ({ ok: false, problems: [{ place: 'file', message }] })
  const read = await readBroughtCopy({ name, bytes })
  if (!read.ok) return refuse(read.message)
  const { document } = read
  const of = document.properties[copyOf.report]
  if (of === undefined)
    return refuse(
      `“${name}” does not say which report it is a copy of. Choose the copy that was exported here for marking up, saved as .docx by Word or LibreOffice: other programs lose what is needed.`,
    )
  if (of !== report._id)
    return refuse(`“${name}” is a copy of another report. Bring it back on that report’s page.`)
  const version = Number(document.properties[copyOf.version])
  const sent = Number.isInteger(version) ? await versionOf(report, version) : null
  if (!sent)
    return refuse(
      `“${name}” is a copy of a version of this report that is not kept, so its changes have no place. Export another copy, and make them there.`,
    )
  const mapped = mapChanges(sent.template, document.flow)
  if (mapped.found === 0)
    return refuse(
      `In “${name}” nothing is left by which the words of the draft could be found. Choose the copy as Word saved it, not one that was pasted together anew.`,
    )
  const file = createHash('sha256').update(bytes).digest('base64url')
  const id = idOf(report._id, file)
  const at = new Date()
  const base = { consultation: consultation._id, report: report._id }
  const comments = await bringComments(consultation, report, {
    document,
    mapped,
    sent: sent.template,
    by,
    at,
  })
  const { changes, refused } = mapped
  await addMarkUp({
    _id: id,
    ...base,
    version,
    file: name,
    by,
    at,
    changes,
    refused,
    comments,
    unread: document.unread,
  })
  return { ok: true, id }
}

type Commented = { document: MarkedUpWord; mapped: Mapped; sent: string; by: string; at: Date }

async function bringComments(
  consultation: Consultation,
  report: Report,
  { document, mapped, sent, by, at }: Commented,
): Promise<number> {
  const said = document.comments.filter(({ words }) => words !== '')
  if (said.length === 0) return 0
  const written = writeReport(report, await gather(consultation, report.template))
  const sentences = anchoredSentences(report._id, written)
  const since = textChanges(sent, report.template)
  /** The sentence in which a place of the version that went out stands now. */
  const anchorAt = (place: number | undefined): Anchor | undefined => {
    const now = place === undefined ? undefined : movedSpan({ start: place, end: place }, since)?.start
    const stretch = written.typed.find(
      each => now !== undefined && each.at <= now && now < each.at + each.end - each.start,
    )
    if (now === undefined || !stretch) return undefined
    const shown = stretch.start + now - stretch.at
    const entry = written.ledger.find(({ start, end }) => start <= shown && shown <= end)
    return sentences.find(({ number }) => number === entry?.number)?.anchor
  }
  for (const { id, author, date, words } of said) {
    const anchor = anchorAt(mapped.comments.get(id))
    const on = new Date(date)
    await addComment({
      // The same comment in a copy that is brought twice is one.
      _id: idOf(report._id, author, date, words),
      ...{ consultation: consultation._id, report: report._id, by, replies: [] },
      ...(anchor ? { anchor } : {}),
      from: author.trim() === '' ? 'Someone whom the copy does not name' : author,
      at: Number.isNaN(on.getTime()) ? at : on,
      words: words.length > longestComment ? `${words.slice(0, longestComment - 2)} …` : words,
    })
  }
  return said.length
}
