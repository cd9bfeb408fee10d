import {
  type Answer,
  buildCorpusIndex,
  LintSieve,
  lintDraft,
  lintMarkdown,
  markdownDraft,
} from '../../../analysis/index.ts'
import { inventCampaigns } from '../duplicates/invent.ts'

/**
 * What one size came to. `milliseconds`: a lint of the whole draft, from nothing. `nearestMilliseconds`: an altered
 * quote in an index that is there. `right`: quotes that were judged as they were planted.
 */
export type Measured = {
  size: number
  milliseconds: number
  indexMilliseconds: number
  nearestMilliseconds: number
  peakMegabytes: number
  right: number
}

const quotes = 200
const alteredQuotes = 20

const size = Number(process.argv[2])
const { answers } = inventCampaigns(size)
const planted = Array.from({ length: quotes }, (_, i) => plantedQuote(answers, i))
const draft = planted.map(({ words }) => `One respondent wrote that “${words}”.`).join('\n\n')

const started = performance.now()
const read = markdownDraft(draft)
const sieve = new LintSieve(read)
sieve.take(answers)
const result = lintDraft(read, buildCorpusIndex(sieve.kept()))
const milliseconds = performance.now() - started
// maxRSS is in kilobytes. Taken before the index of all, which the lint does without.
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1000)

const indexStarted = performance.now()
const index = buildCorpusIndex(answers)
const indexMilliseconds = performance.now() - indexStarted
const altered = planted.filter(({ verdict }) => verdict === 'altered').slice(0, alteredQuotes)
const nearestStarted = performance.now()
for (const { words } of altered) lintMarkdown(`“${words}”`, index)

const measured: Measured = {
  size,
  milliseconds,
  indexMilliseconds,
  nearestMilliseconds: (performance.now() - nearestStarted) / altered.length,
  peakMegabytes,
  right: result.quotes.filter((quote, i) => quote.verdict === planted[i]?.verdict).length,
}
process.send?.(measured)

/** In turns: as written, with a cut, with words changed, of three words only, and of nobody's. */
function plantedQuote(from: Answer[], i: number): { words: string; verdict: string } {
  // Every 25th response is a copy of a letter; these are not.
  const answer = from[(Math.floor((i * from.length) / quotes / 25) * 25 + 1 + (i % 24)) % from.length]
  const all = (answer?.text ?? '').replaceAll('.', '').split(' ')
  const words = (answer?.text ?? '').split(' ').slice(0, 17)
  switch (i % 5) {
    case 0:
      return { words: words.join(' '), verdict: 'verbatim' }
    case 1:
      return { words: [...words.slice(0, 5), '[…]', ...words.slice(11)].join(' '), verdict: 'edited' }
    case 2:
      return {
        words: words.map((word, at) => (at % 6 === 3 ? 'quayside' : word)).join(' '),
        verdict: 'altered',
      }
    case 3:
      return { words: words.slice(4, 7).join(' '), verdict: 'verbatim' }
    default:
      return {
        words: all
          .slice(0, 12)
          .map(word => `un${word}`)
          .join(' '),
        verdict: 'untraceable',
      }
  }
}
