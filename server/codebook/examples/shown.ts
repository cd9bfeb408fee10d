import type { Span } from '../../../analysis/index.ts'
import { type GoneWords, goneWordsOf } from '../../responses/gone/goneWords.ts'
import { choiceFor, saysWithheld } from '../../responses/permissions/permission.ts'
import { asksApproval, type Response, textsIn } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import type { StoredTheme } from '../store.ts'
import type { ExampleKind, ExampleWords, ThemeExample } from './example.ts'

/** An example as pages show it: its words, or why they are not shown any more. */
export type ShownExample = {
  id: string
  kind: ExampleKind
  /** The response that it was picked from; absent for words that were made up. */
  response?: Pick<Response, '_id' | 'reference'>
} & ({ words: string } | { why: string })

/**
 * Why a passage may not stand as an example, if so. A codebook is read by all coders and leaves with its exports: what
 * may not be quoted, or only after its respondent approved the sentence, has no place in it.
 */
export function whyNoExample(
  response: Response,
  text: Pick<Text, '_id' | 'question' | 'held'>,
  { start, end }: Span,
): string | undefined {
  if (response.state !== 'submitted') return 'its respondent withdrew it'
  if (!response.revisions.slice(-1).flatMap(textsIn).includes(text._id))
    return 'its respondent changed the answer'
  if (text.held?.some(held => held.start < end && start < held.end)) return 'it is held back'
  if (choiceFor(response, text.question) === 'none') return 'its respondent does not want it quoted'
  if (saysWithheld(response, { text: text._id, start, end }))
    return 'its respondent marked words of it as not for quotation'
  if (asksApproval(response)) return 'its respondent wants to approve each sentence that quotes them first'
  return undefined
}

/** The examples of some themes as they may be shown now, by theme. */
export async function shownExamples(
  consultation: string,
  themes: readonly Pick<StoredTheme, 'id' | 'examples'>[],
): Promise<Map<string, ShownExample[]>> {
  const all = themes.flatMap(({ examples = [] }) => examples)
  if (all.length === 0) return new Map()
  const [texts, gone] = await Promise.all([
    findTexts([...new Set(all.flatMap(example => ('text' in example ? example.text : [])))]),
    goneWordsOf(consultation),
  ])
  const responses = await findResponses([...new Set(texts.map(({ respondent }) => respondent))])
  const sources = {
    gone,
    texts: new Map(texts.map(text => [text._id, text])),
    responses: new Map(responses.map(response => [response._id, response])),
  }
  return new Map(
    themes.map(({ id, examples = [] }) => [
      id,
      examples.map(example => shown(consultation, example, sources)),
    ]),
  )
}

type Sources = { gone: GoneWords; texts: Map<string, Text>; responses: Map<string, Response> }

function shown(
  consultation: string,
  example: ThemeExample,
  { gone, texts, responses }: Sources,
): ShownExample {
  const { id, kind } = example
  if ('words' in example)
    return gone.repeats(example.words)
      ? { id, kind, why: 'it repeats words that were withdrawn or are held back' }
      : { id, kind, words: example.words }
  const text = texts.get(example.text)
  const response = responses.get(text?.respondent ?? '')
  if (!text || response?.consultation !== consultation)
    return { id, kind, why: 'its words are not kept any more' }
  const why = whyNoExample(response, text, example)
  const from = { id, kind, response: { _id: response._id, reference: response.reference } }
  return why ? { ...from, why } : { ...from, words: text.text.slice(example.start, example.end) }
}

/** The words of the examples that may leave with the codebook, by theme. */
export async function exampleWords(
  consultation: string,
  themes: readonly Pick<StoredTheme, 'id' | 'examples'>[],
): Promise<Map<string, ExampleWords>> {
  const found = await shownExamples(consultation, themes)
  return new Map(
    [...found].map(([id, examples]) => {
      const of = (kind: ExampleKind) =>
        examples.flatMap(example => (example.kind === kind && 'words' in example ? example.words : []))
      return [id, { include: of('include'), exclude: of('exclude') }]
    }),
  )
}
