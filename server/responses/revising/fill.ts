import { inSentence } from '../../../analysis/application.ts'
import { countWords } from '../../../analysis/index.ts'
import { besides } from '../../consultations/consentWording.ts'
import {
  allQuestions,
  type Option,
  type Question,
  type Questionnaire,
} from '../../consultations/questions.ts'
import { ownField } from '../answering/kinds/chosen.ts'
import type { Draft, DraftFile } from '../draftStore.ts'
import { fileFacts } from '../fileStore.ts'
import { findIdentities, type Identity } from '../identityStore.ts'
import { currentConsent, type Given, type Response, type Revision, textsIn } from '../response.ts'
import { findWritten, type Text } from '../textStore.ts'

/** What a draft holds that was filled from a response. */
type Filled = Pick<Draft, 'values' | 'files' | 'declaration' | 'visited' | 'narrower' | 'withheld'>

/**
 * What was sent last as its respondent once entered it, for them to change: answers, files, what they said of
 * themselves and what they chose. What they agree to is asked anew.
 */
export async function filledFrom(response: Response, questionnaire: Questionnaire): Promise<Filled> {
  const newest = response.revisions.at(-1)
  if (!newest) throw new Error(`filledFrom: response ${response._id} was never sent`)
  const [texts, [identity]] = await Promise.all([
    findWritten(textsIn(newest)),
    findIdentities(response.identity === undefined ? [] : [response.identity]),
  ])
  const words = new Map(texts.map(({ _id, text }) => [_id, text]))
  const values = enteredFrom({ answers: newest.answers, attributes: response.attributes }, questionnaire, {
    words,
    identity,
  })
  const files: Draft['files'] = {}
  for (const [question, given] of Object.entries(newest.answers))
    if ('file' in given && given.gone === undefined) files[question] = await draftFile(given, words)
  const declaration = declared(response, identity)
  const visited = questionnaire.pages.map(({ id }) => id)
  return { values, files, declaration, visited, ...keptFromQuotation(response, texts) }
}

/**
 * All that was entered to a questionnaire's questions but files, as it was entered once.
 *
 * @param known the words of the texts by their ids, and who the respondent is, as far as they are known
 */
export function enteredFrom(
  { answers, attributes }: Pick<Revision, 'answers'> & Pick<Response, 'attributes'>,
  questionnaire: Questionnaire,
  { words, identity }: { words: Map<string, string>; identity: Identity | undefined },
): Draft['values'] {
  const values: Draft['values'] = {}
  for (const question of allQuestions(questionnaire)) {
    const given = answers[question.id]
    if (question.about) Object.assign(values, saidOf(question, attributes, identity))
    else if (given && !('file' in given))
      Object.assign(values, enteredAs(question.id, given, words, identity?.contacts))
  }
  return values
}

/** What was permitted less widely of single answers, and of their sentences those that are not for quotation. */
function keptFromQuotation(response: Response, texts: Text[]): Pick<Draft, 'narrower' | 'withheld'> {
  const { answers, withheld } = currentConsent(response)
  const marked = texts.map(({ _id, question, text }) => {
    const spans = (withheld ?? []).filter(span => span.text === _id)
    return [question, spans.map(({ start, end }) => text.slice(start, end))] as const
  })
  return {
    ...(answers ? { narrower: answers } : {}),
    ...(withheld
      ? { withheld: Object.fromEntries(marked.filter(([, sentences]) => sentences.length > 0)) }
      : {}),
  }
}

/** The fields of an answer as they were entered once (see the kinds of questions in answering/kinds/). */
function enteredAs(
  id: string,
  given: Exclude<Given, { file: string }>,
  words: Map<string, string>,
  contacts: Identity['contacts'] = {},
): Draft['values'] {
  if ('contact' in given) return { [id]: contacts[id] ?? '' }
  if ('number' in given) return { [id]: String(given.number) }
  if ('text' in given) return { [id]: words.get(given.text) ?? '' }
  if ('date' in given) {
    const [year = '', month = '', day = ''] = given.date.split('-')
    return { [`${id}:day`]: day, [`${id}:month`]: month, [`${id}:year`]: year }
  }
  if ('rows' in given) return partsOf(id, Object.entries(given.rows))
  if ('order' in given)
    return partsOf(
      id,
      given.order.map((value, at) => [String(at + 1), value]),
    )
  const own = given.own === undefined ? {} : { [ownField({ id })]: words.get(given.own) ?? '' }
  return { [id]: 'options' in given ? given.options : given.option, ...own }
}

function partsOf(id: string, parts: [string, string][]): Record<string, string> {
  return Object.fromEntries(parts.map(([part, value]) => [`${id}:${part}`, value]))
}

async function draftFile(
  { file, name, text = '' }: Extract<Given, { file: string }>,
  words: Map<string, string>,
): Promise<DraftFile> {
  const { bytes } = await fileFacts(file)
  return { file, name, bytes, words: countWords(words.get(text) ?? '') }
}

/** What was entered to a question of who they are: what is kept of it is in the words in which it is printed. */
function saidOf(
  question: Question,
  attributes: Response['attributes'],
  identity: Identity | undefined,
): Draft['values'] {
  const { about, id } = question
  if (!about) return {}
  const said = about === 'organisation' ? identity?.organisation : attributes[about]
  if (!('options' in question)) return { [id]: said ?? '' }
  const isSaid = ({ label, printed }: Option) =>
    said !== undefined && [label, inSentence(label), printed].includes(said)
  const option = question.options.find(isSaid)
  const own = question.options.find(option => option.own)
  if (option || !own || said === undefined) return { [id]: option?.value ?? '' }
  return { [id]: own.value, [ownField(question)]: said }
}

/** The declaration as it was made last, but that it is agreed to anew. */
function declared(response: Response, identity: Identity | undefined): Draft['declaration'] {
  const { attributes, capacity, people } = response
  const consent = currentConsent(response)
  const { choice, byHand, approval, told } = consent
  const ticked = (is: boolean | undefined) => (is ? 'yes' : '')
  return {
    name: identity?.name ?? '',
    role: attributes.role ?? '',
    sector: attributes.sector ?? '',
    organisation: identity?.organisation ?? '',
    capacity,
    people: people === undefined ? '' : String(people),
    behalf: identity?.behalf ?? '',
    choice,
    byHand: ticked(byHand),
    approval: ticked(approval),
    told: ticked(told),
    ...Object.fromEntries(besides.map(beside => [beside, ticked(consent[beside])])),
    email: identity?.email ?? '',
    confidence: identity?.confidence ?? '',
    agree: '',
    wording: '',
  }
}
