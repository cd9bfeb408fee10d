import natural from 'natural/lib/natural/tfidf/index.js'
import { type Answer, keyness, keyphrases, keyphrasesOfEach } from '../../analysis/index.ts'
import { inventCampaigns } from './duplicates/invent.ts'

const sizes = [1_000, 10_000]
const functionWords = 'the of and to a in is that for it on with as was are be'.split(' ')

/** What each way of finding keywords took, in milliseconds of processor time. */
type Times = { keyphrases: number; keyness: number; each: number; natural: number }

/**
 * Measures how the cost of keyphrases, keyness and keyphrases of each response grows with the responses, beside
 * natural's TfIdf: every response added, then the terms of each listed. That gives single words of each response, and
 * stands against `each`, which gives phrases.
 */
export async function benchKeywords(): Promise<void> {
  console.log('keywords of invented responses of 100 to 150 words, every third a function word, one thread:')
  const [small, large] = sizes.map(measured)
  if (!small || !large) return
  const growth = (of: keyof Times) => `${of} ${(large[of] / small[of]).toFixed(1)}`
  console.log(
    `  10,000 take so many times as long as 1,000: ${growth('keyphrases')}, ${growth('keyness')}, ` +
      `${growth('each')}, ${growth('natural')}\n` +
      `  keyphrases of each of 10,000 responses are ${(large.natural / large.each).toFixed(1)} times as fast as natural`,
  )
}

function measured(size: number): Times {
  const answers = inventCampaigns(size).answers.map(withFunctionWords)
  const bytes = answers.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const half = answers.length / 2
  const times: Times = {
    keyphrases: timed(() => keyphrases(answers)),
    keyness: timed(() => keyness(answers.slice(0, half), answers.slice(half))),
    each: timed(() => [...keyphrasesOfEach(answers)].length),
    natural: timed(() => naturalWay(answers)),
  }
  const shown = Object.entries(times).map(
    ([name, took]) => `${name} ${(took / 1000).toFixed(2)} s (${(bytes / took / 1000).toFixed(1)} MB/s)`,
  )
  const peak = Math.round(process.resourceUsage().maxRSS / 1000)
  console.log(`  ${size.toLocaleString('en').padStart(6)} responses: ${shown.join(', ')}; peak ${peak} MB`)
  return times
}

function naturalWay(answers: readonly Answer[]): number {
  const frequencies = new natural.TfIdf()
  for (const { text } of answers) frequencies.addDocument(text)
  return answers.reduce((sum, _, at) => sum + frequencies.listTerms(at).slice(0, 10).length, 0)
}

/** Invented words name something, every one; people put function words between. */
function withFunctionWords(answer: Answer): Answer {
  const words = answer.text.split(' ')
  const text = words
    .map((word, at) => (at % 3 === 1 ? (functionWords[(at * 7) % 16] ?? word) : word))
    .join(' ')
  return { ...answer, text }
}

/** The better of two runs: the first warms up. */
function timed(work: () => unknown): number {
  const runs = [0, 1].map(() => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}
