import stemmers from 'natural/lib/natural/stemmers/index.js'
import { compileCodebook, tagAnswer } from '../../analysis/index.ts'

const responses = 20_000
/** The slow way gets a part of them, and its time is scaled. */
const slowResponses = 400
const wordsEach = 150
const themes = 40
const rulesEach = 15

/** Prints how many times as fast as natural's tokenizeAndStem our tagging is, on one thread, and at ten times the rules. */
export async function benchTagging(): Promise<void> {
  const random = mulberry32(7)
  const vocabulary = inventWords(6000, random)
  const texts = Array.from({ length: responses }, () => inventText(vocabulary, random))
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)

  const small = inventCodebook(vocabulary, rulesEach)
  const large = withRareRules(small, inventWords(rulesEach * themes * 9, random))
  const ours = best(2, () => tagAll(small, texts)) / responses
  const many = best(2, () => tagAll(large, texts)) / responses
  const terms = small.flatMap(theme => theme.rules.map(rule => rule.source.replace(/[*"]/g, '')))
  // As often as it takes the engine to compile it: a first run is half as fast, and no one tags 400 responses only.
  const theirs = best(4, () => naturalWay(terms, texts.slice(0, slowResponses))) / slowResponses

  const megabytes = bytes / 1e6 / ((ours * responses) / 1000)
  console.log(
    `tagging ${themes} themes, ${themes * rulesEach} rules, ${wordsEach} words a response, one thread:\n` +
      `  natural ${theirs.toFixed(3)} ms a response, ours ${ours.toFixed(3)} ms (${megabytes.toFixed(1)} MB/s)\n` +
      `  ${(theirs / ours).toFixed(1)} times as fast (aim: 30)\n` +
      `  at ${themes * rulesEach * 10} rules: ${(many / ours).toFixed(2)} times the cost (aim: at most 1.5)`,
  )
}

type Themes = { id: string; rules: { id: string; source: string }[] }[]

function tagAll(codebook: Themes, texts: readonly string[]): number {
  const tagger = compileCodebook(codebook)
  let tags = 0
  for (const [index, text] of texts.entries()) tags += tagAnswer(tagger, { id: `t${index}`, text }).length
  return tags
}

/** What people write today: stem each text, then look for each term. */
function naturalWay(terms: readonly string[], texts: readonly string[]): number {
  const stems = terms.map(term => term.split(' ').map(word => stemmers.PorterStemmer.stem(word)))
  let found = 0
  for (const text of texts) {
    const words = stemmers.PorterStemmer.tokenizeAndStem(text, true)
    for (const term of stems) if (term.every(word => words.includes(word))) found++
  }
  return found
}

/** The shortest of several runs, in milliseconds. */
function best(runs: number, work: () => number): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    work()
    shortest = Math.min(shortest, performance.now() - started)
  }
  return shortest
}

/** Words of two or three syllables with English endings; the first are the commonest. */
function inventWords(count: number, random: () => number): string[] {
  const syllables = 'ba co del fer gra hin jo ker lam mor nas pol qui rus sti tan vel win yor zed'.split(' ')
  const endings = ['', '', 's', 'ing', 'ed', 'ation', 'er', 'ly']
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
  const words = new Set<string>()
  while (words.size < count) words.add(pick(syllables) + pick(syllables) + pick(syllables) + pick(endings))
  return [...words]
}

/** Sentences of about 18 words, whose frequencies fall as they do in language (Zipf). */
function inventText(vocabulary: readonly string[], random: () => number): string {
  const words: string[] = []
  for (let at = 0; at < wordsEach; at++) {
    const word = vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'the'
    const first = at % 18 === 0
    words.push((first ? word.charAt(0).toUpperCase() + word.slice(1) : word) + (at % 18 === 17 ? '.' : ''))
  }
  return words.join(' ')
}

/** Words, prefixes and phrases; the tail of the vocabulary, as terms of a codebook are rarer than "the". */
function inventCodebook(vocabulary: readonly string[], rules: number): Themes {
  const random = mulberry32(11)
  const word = (): string => vocabulary[200 + Math.floor(random() * (vocabulary.length - 200))] ?? ''
  const source = (index: number): string =>
    index % 5 === 0 ? `${word().slice(0, 7)}*` : index % 5 === 1 ? `"${word()} ${word()}"` : word()
  return Array.from({ length: themes }, (_, theme) => ({
    id: `theme-${theme}`,
    rules: Array.from({ length: rules }, (_, index) => ({ id: `r${index}`, source: source(index) })),
  }))
}

/** The same codebook with nine times as many further rules, whose words the texts seldom hold. */
function withRareRules(codebook: Themes, words: readonly string[]): Themes {
  return codebook.map((theme, index) => {
    const extra = words.filter((_, at) => at % codebook.length === index)
    return {
      ...theme,
      rules: [...theme.rules, ...extra.map((word, at) => ({ id: `x${at}`, source: `${word}um` }))],
    }
  })
}

/** Tommy Ettinger's small seeded generator: the same numbers on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
