import type { Consultation } from '../../consultations/store.ts'
import type { ApprovalLine } from '../approvals/ledgerLines.ts'
import type { Material } from '../material.ts'
import { placeWords } from '../template/problem.ts'
import type { Rest, SentenceKind } from '../template/writing.ts'
import { type LedgerEntry, overlap } from './ledger.ts'

const kindWords: Record<SentenceKind, string> = {
  reported: 'Reported',
  evidenced: 'Evidenced',
  recommended: 'Recommended',
  own: 'The author’s own',
}

/**
 * The ledger as a table: the sentences that want a mark first, then all in their order, with links to each.
 *
 * @param approvals that its quotes need, with where these stand
 */
export function ledgerTable(
  ledger: LedgerEntry[],
  material: Material,
  consultation: Consultation,
  approvals: ApprovalLine[],
) {
  const rows = ledger.map(entry => ({
    number: entry.number,
    words: entry.words,
    kind: entry.kind ? kindWords[entry.kind] : 'Unmarked',
    href: entry.isCode ? '#preview' : `#sentence-${entry.number}`,
    rests: entry.rests.map(rest => ({ key: rest.key, href: addressOf(rest, material, consultation) })),
    approvals: approvals.filter(line => overlap(line, entry)),
    wants: entry.unmarked.map(({ what, words, place }) =>
      what === 'bold' ? `${placeWords(place)}: bold “${words}”` : placeWords(place),
    ),
  }))
  const wanting = rows.filter(row => row.wants.length > 0)
  const counted = Object.entries(kindWords).map(([kind, label]) => ({
    label,
    sentences: ledger.filter(entry => entry.kind === kind).length,
  }))
  return {
    rows: [...wanting, ...rows.filter(row => row.wants.length === 0)],
    wanting: wanting.length,
    counted,
  }
}

function addressOf({ of, key }: Rest, material: Material, { _id }: Consultation): string | undefined {
  if (of === 'evidence') {
    const evidence = material.evidence.get(key)
    return evidence && `/desk/${_id}/evidence/${evidence._id}`
  }
  if (of === 'finding') {
    const found = material.findings.get(key)
    return found && `/desk/${_id}/findings/${found.finding._id}`
  }
  const quote = material.quotes.get(key)?.source.quote
  return quote && `/desk/${_id}/findings/${quote.finding}/quotes/${quote._id}`
}

/** The report's Markdown with a mark before each sentence, `[^s1]`, to which the preview gives an anchor. */
export function withSentenceMarks(markdown: string, ledger: LedgerEntry[]): string {
  let marked = ''
  let from = 0
  for (const { start, number, isCode, unmarked } of ledger) {
    if (isCode) continue
    marked += `${markdown.slice(from, start)}[^${unmarked.length > 0 ? 'u' : 's'}${number}]`
    from = start
  }
  return marked + markdown.slice(from)
}
