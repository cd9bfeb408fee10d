import { figuresNotIn, type WordingFacts, wordingWarnings } from '../../../analysis/application.ts'
import type { Problem, Span } from '../../../analysis/index.ts'
import type { Evidence } from '../../findings/evidence/store.ts'
import { causeIsStated } from '../../findings/wording.ts'
import type { Material } from '../material.ts'
import { templateProblem } from '../template/problem.ts'
import type { Written } from '../template/write.ts'
import { type LedgerEntry, overlap, placeOf } from './ledger.ts'

/**
 * Where an author's words say more than was counted, or give a figure that the source on file does not. These are
 * warnings, with their places in the template, and stop nothing.
 *
 * @param source the report's template
 */
export function reportWording(written: Written, material: Material, source: string): Problem[] {
  return written.ledger
    .filter(entry => !entry.isCode)
    .flatMap(entry => {
      const stretches = authoredIn(entry, written)
      const spans = [
        ...words(entry, stretches, written, material),
        ...figures(entry, stretches, written, material),
      ]
      return spans
        .sort((a, b) => a.start - b.start)
        .map(({ message, ...span }) => templateProblem(placeIn(span, written, source), message))
    })
}

type Found = Span & { message: string }

/** The stretches of a sentence that an author wrote, here or in a finding. */
function authoredIn(sentence: Span, { typed, authored }: Written): Span[] {
  return [...typed, ...authored]
    .filter(stretch => overlap(stretch, sentence))
    .map(({ start, end }) => ({ start: Math.max(start, sentence.start), end: Math.min(end, sentence.end) }))
}

function placeIn(span: Span, { markdown, typed, resting, authored }: Written, source: string) {
  return (
    authored.find(each => overlap(each, span))?.place ?? placeOf(span, { markdown, typed, resting, source })
  )
}

function words(entry: LedgerEntry, stretches: Span[], written: Written, material: Material): Found[] {
  const { start, end } = entry
  const sentence = written.markdown.slice(start, end).replace(/\[\^\d+\]/g, mark => ' '.repeat(mark.length))
  const typed = stretches.map(stretch => ({ start: stretch.start - start, end: stretch.end - start }))
  return wordingWarnings(sentence, factsOf(entry, written, material), typed).map(warning => ({
    start: start + warning.start,
    end: start + warning.end,
    message: warning.message,
  }))
}

/** What a sentence rests on: its last finding, and who is quoted on that in its paragraph so far. */
function factsOf({ start, end, rests }: LedgerEntry, written: Written, material: Material): WordingFacts {
  const key = rests.findLast(rest => rest.of === 'finding')?.key
  const finding = key === undefined ? undefined : material.findings.get(key)
  const paragraph = written.markdown.lastIndexOf('\n\n', start)
  const near = written.printed.filter(
    ({ at, source }) => at > paragraph && at < end && source.quote.finding === finding?.finding._id,
  )
  const here = near.filter(({ at }) => at >= start)
  const side =
    here.length > 0 && here.every(({ source }) => source.quote.side === 'counter') ? 'opposes' : 'supports'
  const ownSide = side === 'opposes' ? 'counter' : 'quote'
  const standings = [...material.quotes.values()]
    .filter(({ source }) => source.quote.finding === finding?.finding._id && source.quote.side === 'quote')
    .map(({ standing }) => standing)
  return {
    count: finding?.count,
    side,
    quoted: near
      .filter(({ source }) => source.quote.side === ownSide)
      .map(({ at, source }) => ({ at: at - start, who: source.quote.respondent })),
    causeStated: causeIsStated(standings),
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
      .replace(/\]\((?:<[^>]*>|[^()\s]*)\)|\[\^\d+\]/g, address => ' '.repeat(address.length))
    return figuresNotIn(text, held).map(span => ({
      start: start + span.start,
      end: start + span.end,
      message: `“${text.slice(span.start, span.end)}” is not in the excerpt of ${names}. Correct it, or add to the excerpt where the source says so.`,
    }))
  })
}

function onFile({ excerpt, citation, year, pages }: Evidence): string {
  return [excerpt, citation, year, pages].join('\n')
}
