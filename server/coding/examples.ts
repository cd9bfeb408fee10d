import { mayBeEnglish, settledCodings } from '../../analysis/application.ts'
import { detectLanguage, type Example, type Span, sentences } from '../../analysis/index.ts'
import type { Codebook } from '../codebook/store.ts'
import { isForMachine } from '../responses/response.ts'
import { replacedTexts } from '../responses/revising/revisionStore.ts'
import { findResponses } from '../responses/store.ts'
import { findTexts, type Text } from '../responses/textStore.ts'
import type { CountedCoding } from './codingQueryStore.ts'
import { decisionsOn } from './codingStore.ts'
import { overlap } from './span.ts'

/** A theme with fewer accepted sentences, or from fewer respondents, is not learned: it would be guessed. */
export const fewestPassages = 10
export const fewestWriters = 3

/** How many texts or responses are read at once. */
const atOnce = 1000

/** How far one theme has come towards being learned. */
export type Taught = { theme: string; passages: number; writers: number; enough: boolean }

/** What can be learned from: sentences that people decided on, labelled with the ids of themes. */
export type Teaching = { examples: Example[]; themes: Taught[] }

/**
 * Gathers what people's codings teach. A sentence is an example where somebody decided on a passage of it: of the
 * themes that were accepted there, and of none where all were rejected. In a text in which somebody coded unaided,
 * and so read, the sentences that nobody coded are examples of no theme; not so where a passage of a sample was
 * decided on, which is met by itself. The words of those who withdrew, or who want them read by people alone, teach
 * nothing; nor do those that their respondents replaced, or those in another language, since English stems are learned
 * from. A sentence that several sent word for word, as those of a letter, teaches once.
 */
export async function teachingOf({ consultation, themes }: Codebook): Promise<Teaching> {
  const used = themes.filter(theme => !theme.archived).map(theme => theme.id)
  const [codings, replaced] = await Promise.all([
    decisionsOn(consultation, used),
    replacedTexts(consultation),
  ])
  const readable = await readableOf([...new Set(codings.map(coding => coding.respondent))])
  const byText = new Map<string, CountedCoding[]>()
  for (const coding of settledCodings(codings)) {
    if (!readable.has(coding.respondent) || replaced.has(coding.text)) continue
    const known = byText.get(coding.text)
    if (known) known.push(coding)
    else byText.set(coding.text, [coding])
  }
  const examples: Example[] = []
  const ids = [...byText.keys()].sort()
  for (let from = 0; from < ids.length; from += atOnce)
    for (const text of await findTexts(ids.slice(from, from + atOnce)))
      examples.push(...examplesIn(text, byText.get(text._id) ?? []))
  examples.sort((a, b) => (a.id < b.id ? -1 : 1))
  const told = onceEach(examples)
  const taught = used.map(theme => taughtOf(theme, told))
  const enough = new Set(taught.filter(each => each.enough).map(each => each.theme))
  return {
    examples: told.map(example => ({
      ...example,
      labels: example.labels.filter(label => enough.has(label)),
    })),
    themes: taught,
  }
}

/** Those of these respondents whose words the machine may read. */
async function readableOf(respondents: string[]): Promise<Set<string>> {
  const readable = new Set<string>()
  for (let from = 0; from < respondents.length; from += atOnce)
    for (const response of await findResponses(respondents.slice(from, from + atOnce)))
      if (isForMachine(response)) readable.add(response._id)
  return readable
}

function examplesIn(text: Text, codings: CountedCoding[]): Example[] {
  if (!mayBeEnglish(text.language ?? 'und')) return []
  const wasRead = codings.some(coding => coding.origin === 'unaided' && coding.audit === undefined)
  return sentences(text.text).flatMap((sentence: Span) => {
    const here = codings.filter(coding => overlap(coding, sentence))
    if (here.length === 0 && !wasRead) return []
    const words = text.text.slice(sentence.start, sentence.end)
    if (text.language === undefined && !mayBeEnglish(detectLanguage(words).language)) return []
    const accepted = here.filter(coding => coding.verdict === 'accepted').map(coding => coding.theme)
    return {
      id: `${text._id} ${sentence.start}`,
      respondent: text.respondent,
      question: text.question,
      text: words,
      labels: [...new Set(accepted)].sort(),
    }
  })
}

/** Without those that say the same as an earlier one, and are coded alike: to be measured on them would be to be told the answer. */
function onceEach(examples: Example[]): Example[] {
  const seen = new Map<string, Example>()
  for (const example of examples) {
    const said = `${example.labels.join(' ')}\n${example.text.toLowerCase()}`
    if (!seen.has(said)) seen.set(said, example)
  }
  return [...seen.values()]
}

/** The id of the text that an example is a sentence of. */
export function textOf({ id }: Pick<Example, 'id'>): string {
  return id.slice(0, id.lastIndexOf(' '))
}

function taughtOf(theme: string, examples: Example[]): Taught {
  const own = examples.filter(example => example.labels.includes(theme))
  const writers = new Set(own.map(example => example.respondent)).size
  return {
    theme,
    passages: own.length,
    writers,
    enough: own.length >= fewestPassages && writers >= fewestWriters,
  }
}
