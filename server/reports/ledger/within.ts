import type { Span } from '../../../analysis/index.ts'

/**
 * For each sentence, the spans that touch it, in the order given. Time grows with the sentences, the spans and how
 * often they touch.
 *
 * @param sentences in order, none overlapping another
 */
export function spansWithin<T extends Span>(sentences: readonly Span[], spans: readonly T[]): T[][] {
  const within: T[][] = sentences.map(() => [])
  for (const span of spans) {
    for (let i = firstAfter(sentences, span.start); i < sentences.length; i++) {
      if ((sentences[i]?.start ?? 0) >= span.end) break
      within[i]?.push(span)
    }
  }
  return within
}

/** The first sentence that ends behind an offset. */
function firstAfter(sentences: readonly Span[], offset: number): number {
  let [low, high] = [0, sentences.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sentences[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
