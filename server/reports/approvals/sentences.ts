import type { Problem, Span } from '../../../analysis/index.ts'
import { type Approval, notApproved, sentenceHash } from '../../findings/approvals/approval.ts'
import { placeOf } from '../export/places.ts'
import { overlap } from '../ledger/ledger.ts'
import { plainWords } from '../ledger/plainWords.ts'
import type { Material } from '../material.ts'
import type { Written } from '../template/write.ts'
import type { PrintedQuote } from '../template/writing.ts'

/** A sentence of a report that waits for one respondent's approval, as a reader sees it, with their quotes in it. */
export type SentenceToApprove = {
  respondent: string
  sentence: string
  hash: string
  quotes: PrintedQuote[]
  /** Everybody whose words stand in it, themselves among them. */
  quoted: string[]
}

export type WithQuotes = Pick<Written, 'markdown' | 'ledger' | 'printed'>

/** The sentences of a report that quote somebody who asked to see them first, once for each of those respondents. */
export function sentencesToApprove(written: WithQuotes): SentenceToApprove[] {
  const found = new Map<string, SentenceToApprove>()
  const rounds = sentencesRound(written)
  const quotedIn = (sentence: string) => [
    ...new Set(
      written.printed
        .filter((_printed, i) => rounds[i] === sentence)
        .map(({ source }) => source.quote.respondent),
    ),
  ]
  written.printed.forEach((printed, i) => {
    const { source } = printed
    if (!source.approvals) return
    const sentence = rounds[i] ?? ''
    const [respondent, hash] = [source.quote.respondent, sentenceHash(sentence)]
    const key = `${respondent} ${hash}`
    const known = found.get(key) ?? { respondent, sentence, hash, quotes: [], quoted: quotedIn(sentence) }
    found.set(key, { ...known, quotes: [...known.quotes, printed] })
  })
  return [...found.values()]
}

/** The sentence round each printed quote, in their order. */
function sentencesRound({ markdown, ledger, printed }: WithQuotes): string[] {
  return printed.map(quote => sentenceRound(placeOf(quote, markdown), markdown, ledger))
}

/**
 * What was asked about the sentence round each printed quote, in their order: null where nobody was asked, undefined
 * where its respondent does not wish to be.
 */
export function approvalsBehind(report: string, written: WithQuotes): (Approval | null | undefined)[] {
  const rounds = sentencesRound(written)
  return written.printed.map(({ source }, i) => {
    if (!source.approvals) return undefined
    const hash = sentenceHash(rounds[i] ?? '')
    return source.approvals.find(each => each.report === report && each.hash === hash) ?? null
  })
}

/** What stands in the way of a report: sentences that their respondents did not approve as they are printed. */
export function approvalProblems(report: string, written: WithQuotes): Problem[] {
  const approvals = approvalsBehind(report, written)
  return written.printed.flatMap(({ key }, i) => {
    const approval = approvals[i]
    const reason = approval === undefined ? undefined : notApproved(approval ?? undefined)
    return reason ? [{ place: 'template', message: `${key} ${reason}` }] : []
  })
}

/** The material as it will be once every finding is ready: sentences are approved as they will be printed then. */
export function asReady(material: Material): Material {
  const findings = [...material.findings].map(
    ([key, counted]) =>
      [
        key,
        {
          ...counted,
          finding: { ...counted.finding, state: 'ready' as const },
          opposing: { ...counted.opposing, unseen: 0 },
        },
      ] as const,
  )
  return { ...material, findings: new Map(findings) }
}

/**
 * The sentence of a report that a passage stands in, as a reader sees it; its whole line where that is none, as in a
 * heading.
 *
 * @param sentences of the report, in order
 */
export function sentenceRound(place: Span, markdown: string, sentences: Span[]): string {
  const round = sentences.filter(sentence => overlap(sentence, place))
  if (round.length > 0) return round.map(({ start, end }) => plainWords(markdown.slice(start, end))).join(' ')
  const start = markdown.lastIndexOf('\n', place.start) + 1
  const end = markdown.indexOf('\n', place.end)
  return plainWords(markdown.slice(start, end < 0 ? undefined : end))
}
