import {
  attributionChoices,
  capacities,
  type HouseStyle,
  inSentence,
  printedLine,
} from '../../../analysis/application.ts'
import type { AttributionChoice, Capacity, Problem, Speaker } from '../../../analysis/index.ts'
import { besides, currentVersion, currentWording } from '../../consultations/consentWording.ts'
import { allQuestions } from '../../consultations/questions.ts'
import { TooLarge } from '../../errors.ts'
import { phrase, say } from '../../http/languages/say.ts'
import { type Answering, askedOf, questionAbout } from './answering.ts'
import { type Form, forgedForm, textIn } from './form.ts'
import { ownField } from './kinds/chosen.ts'
import { entryIn } from './kinds/kind.ts'
import { addressProblem } from './kinds/written.ts'
import { longestDetail, textProblem } from './textProblem.ts'

/** What may be printed of a respondent; the declaration asks for those that no question of the questionnaire does. */
export const details = ['name', 'role', 'sector', 'organisation'] as const
export type Detail = (typeof details)[number]

export const detailNames: Record<Detail, string> = {
  name: phrase('Your name'),
  role: phrase('Your role'),
  sector: phrase('Your sector'),
  organisation: phrase('Your organisation'),
}

/** The most people or bodies that a joint answer may speak for. */
export const mostPeople = 1_000_000

const fields = [
  ...details,
  'capacity',
  'people',
  'behalf',
  'choice',
  'byHand',
  'approval',
  'told',
  ...besides,
  'confidence',
  'email',
  'agree',
  'wording',
] as const

/** Characters of a whole declaration: more is not even kept to be mended, as a draft has to hold it beside its answers. */
const longestDeclaration = 50_000

/**
 * The declaration's fields as they arrived.
 * @throws Invalid for what our page could not send; TooLarge for more than a draft can hold
 */
export function declarationIn(form: Form): Record<string, string> {
  const declaration = Object.fromEntries(fields.map(field => [field, textIn(form, field) ?? '']))
  const length = Object.values(declaration).reduce((sum, value) => sum + value.length, 0)
  if (length > longestDeclaration)
    throw new TooLarge(
      say(
        'What you wrote on this page is longer than this site can take. Nothing of this page was kept: go back and shorten it.',
      ),
    )
  const { capacity = '', choice = '' } = declaration
  if ((capacity !== '' && !isOffered(capacity)) || (choice !== '' && !isChoice(choice))) throw forgedForm()
  return declaration
}

/** Whether the declaration itself asks for this. */
export function isAskedHere(answering: Answering, detail: Detail): boolean {
  return detail === 'name' || questionAbout(answering, detail) === undefined
}

/** A detail in the words in which it is printed: from the question that asks for it, else from the declaration. */
export function detailOf(answering: Answering, detail: Detail | 'nation'): string {
  const question = detail === 'name' ? undefined : questionAbout(answering, detail)
  const { values, declaration } = answering.draft
  if (!question) return (declaration[detail] ?? '').normalize('NFC').trim()
  const entered = Object.hasOwn(values, question.id) ? values[question.id] : ''
  if (typeof entered !== 'string') return ''
  if (!('options' in question)) return entered.normalize('NFC').trim()
  const option = question.options.find(({ value }) => value === entered)
  const own = option?.own ? values[ownField(question)] : undefined
  const label = typeof own === 'string' ? own.normalize('NFC').trim() : (option?.label ?? '')
  // A sector is printed as it follows "in"; a nation is a name, and a role is typed as it is to be printed.
  return detail === 'sector' ? inSentence(label) : label
}

/** Where the respondent is written to about what quotes them; empty where none was given. */
export function emailOf({ draft }: Answering): string {
  return (draft.declaration.email ?? '').normalize('NFC').trim()
}

/** The address that was entered to a question; empty where none was. */
export function answeredAddress(answering: Answering): string {
  const questions = allQuestions({ pages: askedOf(answering) }).filter(({ type }) => type === 'email')
  return questions.map(({ id }) => entryIn(answering.draft, id).trim()).find(entered => entered !== '') ?? ''
}

/** The respondent as the draft has them now, were they to make this choice. */
export function speakerOf(answering: Answering, choice: AttributionChoice): Speaker {
  const { capacity = '' } = answering.draft.declaration
  return {
    respondent: answering.draft._id,
    choice,
    capacity: isCapacity(capacity) ? capacity : 'personal',
    name: detailOf(answering, 'name'),
    role: detailOf(answering, 'role'),
    sector: detailOf(answering, 'sector'),
    organisation: detailOf(answering, 'organisation'),
    behalf: behalfOf(answering),
  }
}

/** Characters of the reason for confidence. */
export const longestReason = 5_000

/** Why they want their answers kept in confidence; empty where nobody asks, or they gave no reason. */
export function confidenceOf({ draft, consultation }: Answering): string {
  const given = consultation.publicBody === true ? (draft.declaration.confidence ?? '') : ''
  return given.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

/** On whose behalf a joint answer speaks, or of which event notes are; empty for any other. */
export function behalfOf({ draft: { declaration } }: Answering): string {
  return isForSeveral(declaration.capacity) ? (declaration.behalf ?? '').normalize('NFC').trim() : ''
}

/** Whether an answer in this capacity speaks for several. */
export function isForSeveral(capacity: string | undefined): boolean {
  return capacity === 'joint' || capacity === 'notes'
}

/** The very line that a report would print under a quote, for each choice, in the style of its house. */
export function linesOf(answering: Answering, style: HouseStyle): Record<AttributionChoice, string> {
  const line = (choice: AttributionChoice) => printedLine(speakerOf(answering, choice), undefined, style)
  return {
    none: say('None of your words are printed; they are counted and read.'),
    unnamed: line('unnamed'),
    role: line('role'),
    named: line('named'),
  }
}

/**
 * What is wrong with the declaration as it is kept; each problem's place is its field.
 *
 * @param others what is wrong with what was chosen on pages of their own
 */
export function declarationProblems(answering: Answering, others: Problem[] = []): Problem[] {
  const { declaration } = answering.draft
  const problems: Problem[] = details
    .filter(detail => isAskedHere(answering, detail))
    .flatMap(detail => {
      const message = textProblem(declaration[detail] ?? '', say(detailNames[detail]), longestDetail)
      return message === undefined ? [] : [{ place: detail, message }]
    })
  if (!isOffered(declaration.capacity ?? ''))
    problems.push({ place: 'capacity', message: say('Choose for whom you answer') })
  if (declaration.capacity === 'joint') problems.push(...jointProblems(answering))
  if (isChoice(declaration.choice ?? '')) problems.push(...choiceProblems(answering))
  else problems.push({ place: 'choice', message: say('Choose how you may be quoted') })
  const reason = textProblem(confidenceOf(answering), say('Your reason'), longestReason)
  if (reason !== undefined) problems.push({ place: 'confidence', message: reason })
  problems.push(...others, ...besideProblems(answering), ...emailProblems(answering))
  if (declaration.agree !== 'yes')
    problems.push({ place: 'agree', message: say('Tick the box to agree before you send') })
  else if (declaration.wording !== currentVersion)
    problems.push({
      place: 'agree',
      message: say('What you agree to was reworded since you opened this page. Read it again'),
    })
  return problems
}

/** Nobody can be listed without a name, and nothing be published whole of which no word may be quoted. */
function besideProblems(answering: Answering): Problem[] {
  const { capacity, choice, listed, whole } = answering.draft.declaration
  const name =
    capacity === 'joint'
      ? behalfOf(answering)
      : detailOf(answering, capacity === 'organisation' ? 'organisation' : 'name')
  const problems: Problem[] = []
  if (listed === 'yes' && name === '')
    problems.push({
      place: 'listed',
      message:
        capacity === 'organisation'
          ? say('Give the name of your organisation to have it listed, or untick that it may be')
          : say('Give your name to be listed, or untick that you may be'),
    })
  if (whole === 'yes' && choice === 'none')
    problems.push({
      place: 'whole',
      message: say(
        'Your answers cannot be published whole without being quoted. Untick this, or choose another way to be quoted',
      ),
    })
  return problems
}

/** Without an address nobody could be shown anything; it is asked of those alone who want to be. */
function emailProblems(answering: Answering): Problem[] {
  const { approval, told } = answering.draft.declaration
  if (approval !== 'yes' && told !== 'yes') return []
  const email = emailOf(answering)
  if (email === '')
    return [
      {
        place: 'email',
        message:
          approval === 'yes'
            ? say('Give an email address to be shown each sentence, or untick that you want to')
            : say('Give an email address to be told of reports, or untick that you want to'),
      },
    ]
  const message = addressProblem(email, say('Your email address'))
  return message === undefined ? [] : [{ place: 'email', message }]
}

function jointProblems(answering: Answering): Problem[] {
  const { people = '', behalf = '' } = answering.draft.declaration
  const count = Number(people)
  const counted = /^\s*\d{1,7}\s*$/.test(people) && count >= 2 && count <= mostPeople
  const message =
    behalfOf(answering) === ''
      ? say('Say on whose behalf you answer jointly')
      : textProblem(behalf, say('On whose behalf'), longestDetail)
  return [
    ...(counted
      ? []
      : [
          {
            place: 'people',
            message: say('Enter how many people or bodies agreed to this answer, 2 or more, in figures'),
          },
        ]),
    ...(message === undefined ? [] : [{ place: 'behalf', message }]),
  ]
}

function choiceProblems(answering: Answering): Problem[] {
  const { choice, capacity } = answering.draft.declaration
  const role = capacity === 'joint' ? '' : detailOf(answering, 'role')
  if (choice === 'role' && role === '' && detailOf(answering, 'sector') === '')
    return [
      needed(answering, 'role', say('Give your role or sector to be quoted by it, or choose another way')),
    ]
  if (choice === 'named' && capacity === 'organisation' && detailOf(answering, 'organisation') === '')
    return [
      needed(
        answering,
        'organisation',
        say('Give your organisation to be quoted by its name, or choose another way'),
      ),
    ]
  if (
    choice === 'named' &&
    capacity !== 'organisation' &&
    capacity !== 'joint' &&
    detailOf(answering, 'name') === ''
  )
    return [needed(answering, 'name', say('Give your name to be quoted by it, or choose another way'))]
  return []
}

function needed(answering: Answering, detail: Detail, message: string): Problem {
  return { place: isAskedHere(answering, detail) ? detail : 'choice', message }
}

export function isCapacity(value: string): value is Capacity {
  return capacities.some(capacity => capacity === value)
}

/** Whether respondents are offered this capacity; notes of an event are brought by others. */
function isOffered(value: string): boolean {
  return isCapacity(value) && currentWording().capacities[value] !== undefined
}

export function isChoice(value: string): value is AttributionChoice {
  return attributionChoices.some(choice => choice === value)
}
