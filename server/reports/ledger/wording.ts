import { figuresNotIn, type WordingFacts, wordingWarnings } from '../../../analysis/application.ts'
import type { Problem, Span } from '../../../analysis/index.ts'
import type { Evidence } from '../../findings/evidence/store.ts'
import { causeIsStated } from '../../findings/wording.ts'
import { placeOf as placeOfQuote } from '../export/places.ts'
import type { Material } from '../material.ts'
import { lineStarts, templateProblem } from '../template/problem.ts'
import type { Written } from '../template/write.ts'
import { firstPrinted, printedBetween } from '../template/writing.ts'
import { type LedgerEntry, overlap, placeOf } from './ledger.ts'
import { spansWithin } from './within.ts'

/**
 * Where an author's words say more than was counted, or give a figure that the source on file does not. These are
 * warnings, with their places in the template, and stop nothing.
 *
 * @param source the report's template
 */
export function reportWording(written: Written, material: Material, source: string): Problem[] {
  const { markdown, ledger, typed, authored, resting } = written
  const starts = lineStarts(source)
  const placeIn = (span: Span) =>
    authored.find(each => overlap(each, span))?.place ?? placeOf(span, { markdown, typed, resting, starts })
  const causes = causesStated(material)
  const authoredIn = spansWithin(ledger, [...typed, ...authored])
  return ledger.flatMap((entry, i) => {
    if (entry.isCode) return []
    const stretches = (authoredIn[i] ?? []).map(({ start, end }) => ({
      start: Math.max(start, entry.start),
      end: Math.min(end, entry.end),
    }))
    const spans = [
      ...words(entry, stretches, written, material, causes),
      ...figures(entry, stretches, written, material),
    ]
    return spans
      .sort((a, b) => a.start - b.start)
      .map(({ message, ...span }) => templateProblem(placeIn(span), message))
  })
}

/** The findings for whose claim a passage is quoted that states a cause. */
function causesStated({ quotes }: Material): Set<string> {
  const stating = [...quotes.values()].filter(
    ({ source, standing }) => source.quote.side === 'quote' && causeIsStated([standing]),
  )
  return new Set(stating.map(({ source }) => source.quote.finding))
}

type Found = Span & { message: string }

function words(
  entry: LedgerEntry,
  stretches: Span[],
  written: Written,
  material: Material,
  causes: Set<string>,
): Found[] {
  const { start, end } = entry
  const sentence = ownWords(written, { start, end })
  const typed = stretches.map(stretch => ({ start: stretch.start - start, end: stretch.end - start }))
  return wordingWarnings(sentence, factsOf(entry, written, material, causes), typed).map(warning => ({
    start: start + warning.start,
    end: start + warning.end,
    message: warning.message,
  }))
}

/** A sentence, as long as it is, without its notes, and with no word of those whom it quotes. */
function ownWords({ markdown, printed }: Written, { start, end }: Span): string {
  let sentence = markdown.slice(start, end)
  // The one before may reach into it.
  const first = Math.max(0, firstPrinted(printed, start) - 1)
  for (const quote of printed.slice(first, firstPrinted(printed, end))) {
    const place = placeOfQuote(quote, markdown)
    const [from, to] = [Math.max(0, place.start - start), Math.min(sentence.length, place.end - start)]
    if (from < to) sentence = sentence.slice(0, from) + '¤'.repeat(to - from) + sentence.slice(to)
  }
  return sentence.replace(/\[\^\d+\]/g, mark => ' '.repeat(mark.length))
}

/** What a sentence rests on: its last finding, and who is quoted on that in its paragraph so far. */
function factsOf(
  { start, end, rests }: LedgerEntry,
  written: Written,
  material: Material,
  causes: Set<string>,
): WordingFacts {
  const key = rests.findLast(rest => rest.of === 'finding')?.key
  const finding = key === undefined ? undefined : material.findings.get(key)
  const paragraph = written.markdown.lastIndexOf('\n\n', start)
  const near = printedBetween(written.printed, paragraph + 1, end).filter(
    ({ source }) => source.quote.finding === finding?.finding._id,
  )
  const here = near.filter(({ at }) => at >= start)
  const side =
    here.length > 0 && here.every(({ source }) => source.quote.side === 'counter') ? 'opposes' : 'supports'
  const ownSide = side === 'opposes' ? 'counter' : 'quote'
  return {
    count: finding?.count,
    side,
    quoted: near
      .filter(({ source }) => source.quote.side === ownSide)
      .map(({ at, source }) => ({ at: at - start, who: source.quote.respondent })),
    causeStated: finding !== undefined && causes.has(finding.finding._id),
    isScaled: finding?.approach !== 'reflexive',
    style: material.style,
  }
}

/** Figures of a sentence that leans on evidence, held against what of that is on file. */
function figures({ rests }: LedgerEntry, stretches: Span[], written: Written, material: Material): Found[] {
  const leant = rests.flatMap(rest => (rest.of === 'evidence' ? (material.evidence.get(rest.key) ?? []) : []))
  if (leant.length === 0) return []
  const held = leant.map(onFile).join('\n')
  const names = leant.map(({ key }) => `“${key}”`).join(' or ')
  return stretches.flatMap(({ start, end }) => {
    const text = written.markdown
      .slice(start, end)
      .replace(/\]\((?:<[^<>]*>|[^()\s]*)\)|\[\^\d+\]/g, address => ' '.repeat(address.length))
    return figuresNotIn(text, held).map(span => ({
      start: start + span.start,
      end: start + span.end,
      message: `“${text.slice(span.start, span.end)}” is not in the excerpt of ${names}. Correct it, or add to the excerpt where the source says so.`,
    }))
  })
}

function onFile({ excerpt, citation, publisher, year, pages }: Evidence): string {
  return [excerpt, citation, publisher, year, pages].join('\n')
}
