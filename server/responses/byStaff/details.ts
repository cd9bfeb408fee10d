import type { Problem } from '../../../analysis/index.ts'
import { besides } from '../../consultations/consentWording.ts'
import { graceEnds, zoneOf } from '../../consultations/store.ts'
import {
  behalfOf,
  confidenceOf,
  type Detail,
  detailOf,
  details,
  emailOf,
  isAskedHere,
  isCapacity,
  isChoice,
  isForSeveral,
  longestReason,
  mostPeople,
} from '../answering/declaration.ts'
import { type Form, textIn } from '../answering/form.ts'
import { daySaid } from '../answering/kinds/date.ts'
import { addressProblem } from '../answering/kinds/written.ts'
import { longestDetail, textProblem } from '../answering/textProblem.ts'
import { isChannel } from './brought.ts'
import type { Entering } from './entering.ts'

/** What stands with an entry beside its answers: how it came, for whom it speaks, and what it permits. */
const fields = [
  'as',
  'day',
  'month',
  'year',
  'capacity',
  'people',
  'behalf',
  ...details,
  'email',
  'choice',
  'basis',
  'byHand',
  'approval',
  'told',
  ...besides,
  'confidence',
] as const

/** Characters of what came with an answer about being quoted. */
export const longestBasis = 500

/** What arrived of the details; what did not arrive stays as it was, but for boxes. */
export function detailsIn(form: Form, before: Record<string, string>): Record<string, string> {
  const boxes = new Set<string>(['byHand', 'approval', 'told', ...besides])
  const arrived = fields.map(field => [
    field,
    textIn(form, field) ?? (boxes.has(field) ? '' : (before[field] ?? '')),
  ])
  return Object.fromEntries(arrived)
}

/** The day on which an answer came, as `2026-11-28`; undefined where none was entered that is one. */
export function dayCame({ day = '', month = '', year = '' }: Record<string, string>): string | undefined {
  const parts = [day, month, year].map(part => part.trim())
  if (
    !/^\d{1,2}$/.test(parts[0] ?? '') ||
    !/^\d{1,2}$/.test(parts[1] ?? '') ||
    !/^\d{4}$/.test(parts[2] ?? '')
  )
    return undefined
  const iso = `${parts[2]}-${parts[1]?.padStart(2, '0')}-${parts[0]?.padStart(2, '0')}`
  const found = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(iso) ? iso : undefined
}

/** What is wrong with how and when an answer came. It must have come while respondents could answer themselves. */
export function comingProblems(
  declaration: Record<string, string>,
  consultation: Entering['consultation'],
  now: Date,
): Problem[] {
  const problems: Problem[] = []
  if (!isChannel(declaration.as ?? '')) problems.push({ place: 'as', message: 'Choose how the answer came' })
  const came = dayCame(declaration)
  const dayOf = (date: Date) => dayIn(zoneOf(consultation), date)
  const [opened, closed] = [dayOf(consultation.opensAt), dayOf(graceEnds(consultation))]
  const message =
    came === undefined
      ? 'Enter the day on which the answer came, in figures, like 27 3 2027'
      : came > dayOf(now)
        ? 'The day on which the answer came must not be after today'
        : came < opened
          ? `The answer came before the consultation opened on ${daySaid(opened)}. Enter the day on which you were given it`
          : came > closed
            ? `The answer came after the consultation closed on ${daySaid(closed)}. An owner can extend it under “Set up and run”`
            : undefined
  if (message !== undefined) problems.push({ place: 'day', message })
  return problems
}

/** A day by the clocks of a zone, as `2026-11-28`. */
function dayIn(timeZone: string, date: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
  }).formatToParts(date)
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** What is wrong with an entry’s details; each problem’s place is its field. */
export function detailsProblems(entering: Entering, now: Date): Problem[] {
  const { declaration } = entering.draft
  const { capacity = '', choice = '' } = declaration
  // How and when a corrected answer came is settled.
  const problems = entering.entry.corrects ? [] : comingProblems(declaration, entering.consultation, now)
  if (!isCapacity(capacity))
    problems.push({ place: 'capacity', message: 'Choose for whom the answer speaks' })
  if (isForSeveral(capacity)) problems.push(...severalProblems(entering))
  for (const detail of details.filter(detail => isAskedHere(entering, detail))) {
    const message = textProblem(declaration[detail] ?? '', `The ${detail}`, longestDetail)
    if (message !== undefined) problems.push({ place: detail, message })
  }
  problems.push(...emailProblems(entering))
  if (isChoice(choice)) problems.push(...choiceProblems(entering))
  else problems.push({ place: 'choice', message: 'Choose what the answer says of being quoted' })
  problems.push(...basisProblems(entering), ...besideProblems(entering))
  const reason = textProblem(confidenceOf(entering), 'The reason for confidence', longestReason)
  if (reason !== undefined) problems.push({ place: 'confidence', message: reason })
  return problems
}

function severalProblems(entering: Entering): Problem[] {
  const { people = '', behalf = '', capacity } = entering.draft.declaration
  const isJoint = capacity === 'joint'
  const count = Number(people)
  const isCount = /^\s*\d{1,7}\s*$/.test(people) && count >= (isJoint ? 2 : 1) && count <= mostPeople
  const isOpen = !isJoint && people.trim() === ''
  const message =
    behalfOf(entering) === ''
      ? isJoint
        ? 'Say on whose behalf the answer speaks'
        : 'Say of which event these are the notes'
      : textProblem(behalf, isJoint ? 'On whose behalf' : 'The event', longestDetail)
  return [
    ...(isCount || isOpen
      ? []
      : [
          {
            place: 'people',
            message: isJoint
              ? 'Enter how many people or bodies agreed to the answer, 2 or more, in figures'
              : 'Enter how many people were at the event in figures, or leave it empty',
          },
        ]),
    ...(message === undefined ? [] : [{ place: 'behalf', message }]),
  ]
}

function emailProblems(entering: Entering): Problem[] {
  const { approval, told } = entering.draft.declaration
  const email = emailOf(entering)
  const message =
    email !== ''
      ? addressProblem(email, 'The email address')
      : approval === 'yes' || told === 'yes'
        ? 'Give an email address by which they can be shown or told something, or untick that they want it'
        : undefined
  return message === undefined ? [] : [{ place: 'email', message }]
}

/** Nobody can be quoted by what was not said of them. */
function choiceProblems(entering: Entering): Problem[] {
  const { choice, capacity } = entering.draft.declaration
  const has = (detail: Detail) => detailOf(entering, detail) !== ''
  const missing = (detail: Detail, message: string) => [
    { place: isAskedHere(entering, detail) ? detail : 'choice', message },
  ]
  if (choice === 'role' && !has('sector') && (isForSeveral(capacity) || !has('role')))
    return missing('role', 'Give the role or sector by which the answer may be quoted')
  if (choice !== 'named' || isForSeveral(capacity)) return []
  if (capacity === 'organisation' && !has('organisation'))
    return missing('organisation', 'Give the organisation by whose name the answer may be quoted')
  if (capacity !== 'organisation' && !has('name'))
    return missing('name', 'Give the name by which the answer may be quoted')
  return []
}

/** More than nothing is permitted only by what was said. */
function basisProblems({ draft: { declaration } }: Entering): Problem[] {
  const { basis = '', choice } = declaration
  const permits =
    (choice !== 'none' && choice !== '') || besides.some(beside => declaration[beside] === 'yes')
  const message =
    basis.trim() === ''
      ? permits
        ? 'Enter the words by which they permitted that. Where they said nothing, choose that they are not quoted'
        : undefined
      : textProblem(basis, 'What it says of being quoted', longestBasis)
  return message === undefined ? [] : [{ place: 'basis', message }]
}

function besideProblems(entering: Entering): Problem[] {
  const { listed, whole, choice, capacity } = entering.draft.declaration
  const name = isForSeveral(capacity)
    ? behalfOf(entering)
    : detailOf(entering, capacity === 'organisation' ? 'organisation' : 'name')
  return [
    ...(listed === 'yes' && name === ''
      ? [{ place: 'listed', message: 'Give the name to be listed, or untick that it may be' }]
      : []),
    ...(whole === 'yes' && choice === 'none'
      ? [
          {
            place: 'whole',
            message:
              'An answer cannot be published whole without being quoted. Untick this, or choose how it may be quoted',
          },
        ]
      : []),
  ]
}
