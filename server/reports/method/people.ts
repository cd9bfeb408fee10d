import { type HouseStyle, inSentence, listed, respondents } from '../../../analysis/application.ts'
import { capacityNames } from '../../responses/capacityNames.ts'
import type { CameBy, MethodFacts } from './facts.ts'

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })

/** How people came to answer, who they are, and how many of them stand. */
export function peopleWords(
  { answered, withdrawn, cameBy, capacities }: MethodFacts,
  style: HouseStyle,
): string[] {
  return [
    `${respondents(answered + withdrawn, style)} chose to answer${took(withdrawn)}. They are not a sample of anybody.`,
    ...cameWords(cameBy),
    ...capacityWords(capacities),
  ]
}

function took(withdrawn: number): string {
  if (withdrawn === 0) return ''
  return withdrawn === 1
    ? '; one of them withdrew and is counted nowhere'
    : `; ${withdrawn} of them withdrew and are counted nowhere`
}

function cameWords({ kind, opened, closed, unsent }: CameBy): string[] {
  if (kind === 'imported')
    return [
      'Their answers were gathered elsewhere and brought here as a file, which does not tell how many were asked, or shown the questions, and did not answer.',
    ]
  const since = date.format(opened)
  const open = closed ? `between ${since} and ${date.format(closed)}` : `since ${since}`
  const came = `Anybody who had the address could answer ${open}; nobody was drawn by lot.`
  if (unsent === null) return [came, 'How many began to answer and did not send it is no longer kept.']
  if (unsent === 0)
    return [came, 'Nobody else who was shown the questions and began to answer left it unsent.']
  const left =
    unsent === 1 ? 'One more answer was begun and has' : `${unsent} more answers were begun and have`
  return [came, `${left} not been sent: whoever began it was shown questions and is counted nowhere.`]
}

function severalWords(capacities: MethodFacts['capacities']): string[] {
  const several = [capacityNames.joint, capacityNames.notes]
  return capacities.some(({ name }) => several.includes(name))
    ? ['A joint answer, or the notes of an event, counts as one, for however many people it speaks.']
    : []
}

function capacityWords(capacities: MethodFacts['capacities']): string[] {
  const told = capacities.flatMap(({ name, respondents: number }) =>
    number === null ? [] : [`${number} answered ${inSentence(name)}`],
  )
  if (told.length === 0) return severalWords(capacities)
  const few = told.length < capacities.length ? '; numbers of fewer than five are not told apart' : ''
  return [`Of those who are counted, ${listed(told)}${few}.`, ...severalWords(capacities)]
}
