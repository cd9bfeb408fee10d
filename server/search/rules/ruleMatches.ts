import { compileCodebook, type Span, type Tag, type Tagger, tagAnswer } from '../../../analysis/index.ts'
import type { Text } from '../../responses/textStore.ts'
import type { Passage } from '../query/evaluate.ts'

/** Rules made ready to be tried, by their sources. */
export type TriedRules = { tagger: Tagger; sources: string[] }

/** @throws Error where one cannot be read */
export function tried(sources: Iterable<string>): TriedRules {
  const unique = [...new Set(sources)]
  const rules = unique.map((source, index) => ({ id: String(index), source }))
  return { tagger: compileCodebook([{ id: 'tried', rules }]), sources: unique }
}

/** What each rule would suggest in a text, as the machine reads it: by the rule's source. */
export function suggestedIn({ tagger, sources }: TriedRules, text: Text): Map<string, Passage[]> {
  const found = new Map<string, Passage[]>()
  for (const { rule, start, end, evidence } of tagAnswer(tagger, answerOf(text))) {
    const source = sources[Number(rule)] ?? ''
    found.set(source, [...(found.get(source) ?? []), { start, end, evidence }])
  }
  return found
}

/** The passages that some of these rules suggest, each once. */
export function passagesOf(found: Map<string, Passage[]>, rules: string[]): Map<string, Passage> {
  const passages = new Map<string, Passage>()
  for (const rule of rules)
    for (const passage of found.get(rule) ?? []) {
      const place = placeOf(passage)
      const known = passages.get(place)
      passages.set(place, known ? { ...known, evidence: joined(known.evidence, passage.evidence) } : passage)
    }
  return passages
}

function placeOf({ start, end }: Span): string {
  return `${start} ${end}`
}

function joined(a: Tag['evidence'], b: Tag['evidence']): Span[] {
  const spans = new Map([...a, ...b].map(span => [placeOf(span), span]))
  return [...spans.values()].sort((one, other) => one.start - other.start)
}

function answerOf({ _id, text, language }: Text) {
  return { id: _id, text, ...(language === undefined ? {} : { language }) }
}
