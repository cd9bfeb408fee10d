import type { Problem, Span } from '../../../analysis/index.ts'
import { notApproved, sentenceHash } from '../../findings/approvals/approval.ts'
import type { QuoteSource } from '../../findings/quotes/sources.ts'
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

type WithQuotes = Pick<Written, 'markdown' | 'ledger' | 'printed'>

/**
 * The sentences of a report that quote somebody who asked to see them first, once for each of those respondents.
 *
 * @param sources of the printed quotes, where they were read again since
 */
export function sentencesToApprove(
  written: WithQuotes,
  sources: QuoteSource[] = written.printed.map(({ source }) => source),
): SentenceToApprove[] {
  const found = new Map<string, SentenceToApprove>()
  const { markdown, ledger } = written
  const rounds = written.printed.map(printed => sentenceRound(placeOf(printed, markdown), markdown, ledger))
  const quotedIn = (sentence: string) => [
    ...new Set(
      written.printed
        .filter((_printed, i) => rounds[i] === sentence)
        .map(({ source }) => source.quote.respondent),
    ),
  ]
  written.printed.forEach((printed, i) => {
    const source = sources[i]
    if (!source?.approvals) return
    const sentence = rounds[i] ?? ''
    const [respondent, hash] = [source.quote.respondent, sentenceHash(sentence)]
    const key = `${respondent} ${hash}`
    const known = found.get(key) ?? { respondent, sentence, hash, quotes: [], quoted: quotedIn(sentence) }
    found.set(key, { ...known, quotes: [...known.quotes, { ...printed, source }] })
  })
  return [...found.values()]
}

/** What stands in the way of a report: sentences that their respondents did not approve as they are printed. */
export function approvalProblems(report: string, written: WithQuotes, sources?: QuoteSource[]): Problem[] {
  return sentencesToApprove(written, sources).flatMap(({ hash, quotes }) =>
    quotes.flatMap(({ key, source }) => {
      const asked = source.approvals?.find(each => each.report === report && each.hash === hash)
      const reason = notApproved(asked)
      return reason ? [{ place: 'template', message: `${key} ${reason}` }] : []
    }),
  )
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
