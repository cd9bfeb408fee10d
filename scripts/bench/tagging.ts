import stemmers from 'natural/lib/natural/stemmers/index.js'
import { Piscina } from 'piscina'
import { seededRandom } from '../../analysis/application.ts'
import { compileCodebook, compileEdit, retagAnswer, type Tag, tagAnswer } from '../../analysis/index.ts'
import { sourceArguments, sourceExtension } from '../../server/sources.ts'

const responses = 20_000
/** The slow way gets a part of them at a time, in turns with ours, so that a busy machine slows both alike. */
const slowResponses = 400
const rounds = 5
const wordsEach = 150
/** Small ones, so that neither thread has long to wait for the other at the end. */
const tasksInAll = 100
const themes = 40
const rulesEach = 15

/** Prints how many times as fast as natural's tokenizeAndStem our tagging is, and how its cost grows. */
export async function benchTagging(): Promise<void> {
  const random = seededRandom(7)
  const vocabulary = inventWords(6000, random)
  const texts = Array.from({ length: responses }, () => inventText(vocabulary, random))
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const small = inventCodebook(vocabulary, rulesEach)
  const large = withRareRules(small, inventWords(rulesEach * themes * 9, random))
  const terms = small.flatMap(theme => theme.rules.map(rule => rule.source.replace(/[*"]/g, '')))

  let theirs = Number.POSITIVE_INFINITY
  let ours = Number.POSITIVE_INFINITY
  let many = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const part = texts.slice(round * slowResponses, (round + 1) * slowResponses)
    theirs = Math.min(theirs, timed(() => naturalWay(terms, part)) / slowResponses)
    ours = Math.min(ours, timed(() => tagAll(small, texts)) / responses)
    many = Math.min(many, timed(() => tagAll(large, texts)) / responses)
  }
  console.log(
    `tagging ${themes} themes, ${themes * rulesEach} rules, ${wordsEach} words a response, one thread, in processor time:\n` +
      `  natural ${theirs.toFixed(3)} ms a response, ours ${ours.toFixed(3)} ms (${speed(bytes, ours * responses)})\n` +
      `  ${(theirs / ours).toFixed(1)} times as fast (aim: 30)\n` +
      `  at ${themes * rulesEach * 10} rules: ${(many / ours).toFixed(2)} times the cost (aim: at most 1.5)`,
  )
  for (const count of [1000, 10_000, 100_000]) {
    const time = best(2, () => tagAll(small, cycled(texts, count)))
    console.log(`  ${count} responses: ${time.toFixed(0)} ms, ${speed((bytes / responses) * count, time)}`)
  }
  await benchThreads(small, texts)
  benchRetagging(small, texts)
  console.log(`  peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, with the texts`)
}

/** One thread and two, in turns and given the same tasks; the texts' way to them is part of the time. */
async function benchThreads(codebook: Themes, texts: readonly string[]): Promise<void> {
  const tasks = Array.from({ length: tasksInAll }, (_, at) =>
    texts.slice((at * texts.length) / tasksInAll, ((at + 1) * texts.length) / tasksInAll),
  )
  const pools = [1, 2].map(
    threads =>
      new Piscina<readonly string[], number>({
        filename: new URL(`./tagWorker${sourceExtension}`, import.meta.url).href,
        minThreads: threads,
        maxThreads: threads,
        workerData: codebook,
        execArgv: sourceArguments,
      }),
  )
  const times = pools.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++) {
    for (const [at, pool] of pools.entries()) {
      const started = performance.now()
      await Promise.all(tasks.map(task => pool.run(task)))
      times[at] = Math.min(times[at] ?? 0, performance.now() - started)
    }
  }
  await Promise.all(pools.map(pool => pool.destroy()))
  const [one = 0, two = 1] = times
  console.log(`  on two threads ${(one / two).toFixed(2)} times as fast as on one (aim: 1.7)`)
}

/** A theme loses its first rule: its tags are made anew, and the others' kept. */
function benchRetagging(before: Themes, texts: readonly string[]): void {
  const many = cycled(texts, 100_000)
  const after = before.map((theme, index) =>
    index === 0 ? { ...theme, rules: theme.rules.slice(1) } : theme,
  )
  const tagger = compileCodebook(before)
  const old = texts.map((text, index) => tagAnswer(tagger, { id: `t${index}`, text }))
  let whole = Number.POSITIVE_INFINITY
  let again = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    whole = Math.min(
      whole,
      timed(() => tagAll(after, many)),
    )
    again = Math.min(
      again,
      timed(() => retagAll(before, after, many, old)),
    )
  }
  console.log(
    `  retagging 100000 after one theme changed: ${again.toFixed(0)} ms, ${(again / whole).toFixed(2)} of tagging all (aim: 0.2)`,
  )
}

function retagAll(before: Themes, after: Themes, texts: readonly string[], old: readonly Tag[][]): number {
  const edit = compileEdit(before, after)
  let tags = 0
  for (const [index, text] of texts.entries()) {
    const place = index % old.length
    tags += retagAnswer(edit, { id: `t${place}`, text }, old[place] ?? []).length
  }
  return tags
}

function cycled(texts: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => texts[index % texts.length] ?? '')
}

function speed(bytes: number, milliseconds: number): string {
  return `${(bytes / 1000 / milliseconds).toFixed(1)} MB/s`
}

/** The milliseconds of processor time that some work takes: what other programs do meanwhile does not count. */
function timed(work: () => number): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export type Themes = { id: string; rules: { id: string; source: string }[] }[]

export function tagAll(codebook: Themes, texts: readonly string[]): number {
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
  return Math.min(...Array.from({ length: runs }, () => timed(work)))
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
  const random = seededRandom(11)
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
