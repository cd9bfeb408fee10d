import { readFile } from 'node:fs/promises'
import classifiers from 'natural/lib/natural/classifiers/index.js'
import { seededRandom } from '../../analysis/application.ts'
import { type Example, train } from '../../analysis/index.ts'

const texts = 4264
const themes = 46
/** Natural is given the largest part of the texts with which it ends in this time, in milliseconds. */
const patience = 60_000
const firstPart = 50

/**
 * Prints how many times as fast as natural's logistic regression our training is, on one thread: on invented
 * comments as uneven as real ones, or on the JSON Lines file that TRAINING names.
 */
export async function benchTraining(): Promise<void> {
  const file = process.env.TRAINING
  const examples = file === undefined ? inventComments() : await readComments(file)
  const bytes = examples.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const labels = new Set(examples.flatMap(example => example.labels)).size

  const ours = Math.min(
    timed(() => train(examples)),
    timed(() => train(examples)),
  )
  const memory = process.memoryUsage().rss / 1e6
  const runs = naturalWay(examples)
  const last = runs.at(-1) ?? { part: firstPart, took: patience }
  const before = runs.at(-2)
  // Each step of its descent reads texts × words, so its cost grows up to the square; its two longest runs say how
  // far. The number of steps jumps about, and is taken not to grow.
  const power = before
    ? Math.min(2, Math.log(last.took / before.took) / Math.log(last.part / before.part))
    : 1
  const scaled = (exponent: number) => last.took * (examples.length / last.part) ** exponent
  console.log(
    `training on ${examples.length} texts, ${labels} themes, one thread:\n` +
      `  ours ${(ours / 1000).toFixed(2)} s with calibration and thresholds (${(bytes / ours / 1000).toFixed(2)} MB/s; aim: under 10 s), the process takes ${memory.toFixed(0)} MB\n` +
      `  natural ${(last.took / 1000).toFixed(1)} s on ${last.part} texts, growing as their number to the power of ${power.toFixed(2)}\n` +
      `  ${(scaled(power) / ours).toFixed(0)} times as fast, scaled so (aim: 1,000); ${(scaled(1) / ours).toFixed(0)} were its cost to grow as the number of texts only`,
  )
}

/** One label a text, as it has no other way; each part twice the one before, as long as the next, at up to ten times the cost, ends in time. */
function naturalWay(examples: readonly Example[]): { part: number; took: number }[] {
  const runs: { part: number; took: number }[] = []
  for (let part = firstPart; part <= examples.length; part *= 2) {
    const took = timed(() => {
      const classifier = new classifiers.LogisticRegressionClassifier()
      for (const { text, labels } of examples.slice(0, part))
        classifier.addDocument(text, labels[0] ?? 'none')
      classifier.train()
    })
    runs.push({ part, took })
    if (took * 10 > patience) break
  }
  return runs
}

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

async function readComments(file: string): Promise<Example[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(line => line.trim() !== '')
  return lines.map((line): Example => JSON.parse(line))
}

/** Comments of some 17 words, one to three themes each, the commonest theme some hundred times as common as the rarest. */
function inventComments(): Example[] {
  const random = seededRandom(7)
  const syllables = 'ba co del fer gra hin jo ker lam mor nas pol qui rus sti tan vel win yor zed'.split(' ')
  const syllable = () => syllables[Math.floor(random() * syllables.length)] ?? ''
  const vocabulary = Array.from({ length: 5000 }, () => syllable() + syllable() + syllable())
  /** The first are the commonest, as words and themes are (Zipf). */
  const common = (count: number) => Math.floor(count ** random()) - 1
  return Array.from({ length: texts }, (_, index) => {
    const labels = new Set<number>()
    for (let count = random() < 0.7 ? 1 : 3; count > 0; count--) labels.add(common(themes))
    const own = [...labels]
    const words = Array.from({ length: 4 + Math.floor(random() * 26) }, () => {
      const theme = own[Math.floor(random() * own.length)] ?? 0
      const place = random() < 0.25 ? 300 + theme * 20 + common(20) : common(vocabulary.length)
      return vocabulary[place] ?? ''
    })
    return { id: `t${index}`, text: words.join(' '), labels: own.map(label => `theme-${label}`) }
  })
}
