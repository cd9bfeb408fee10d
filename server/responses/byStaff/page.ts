import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { addressOf, askedOf, startOf } from '../answering/answering.ts'
import { checkPage } from '../answering/checkPage.ts'
import { pageProblems } from '../answering/checks.ts'
import { channelNames, channels, isChannel } from './brought.ts'
import { dayCame } from './details.ts'
import { type Entering, entriesAt, whyNotEntered } from './entering.ts'
import type { StaffEntry } from './entryStore.ts'

/** What every page of an entry says of itself. */
export function entryFrame(entering: Entering, csrf: unknown) {
  const { entry, consultation } = entering
  return {
    service: consultation.title,
    csrf,
    entering: {
      corrects: entry.corrects !== undefined,
      asItCame: entry.asItCame === true,
      start: startOf(entering),
      check: addressOf(entering, 'check'),
      list: entriesAt(consultation._id),
    },
  }
}

/** What was begun and not finished, and the form that begins another. */
export function listPage(
  consultation: Consultation,
  entries: StaffEntry[],
  nameOf: (id: string) => string,
  now: Date,
  { values = {}, problems = [] }: { values?: Record<string, unknown>; problems?: Problem[] } = {},
) {
  const entered = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
  return {
    whyNot: whyNotEntered(consultation, now),
    at: entriesAt(consultation._id),
    problems: problems.length > 0 ? problems : undefined,
    ...comingFields(entered, problems),
    entries: entries.map(({ _id, by, changedOn, declaration, corrects }) => ({
      href: `${entriesAt(consultation._id)}/${_id}`,
      corrects: corrects !== undefined,
      as: wordsOfChannel(declaration.as),
      came: cameOn(declaration),
      by: nameOf(by),
      changedOn,
    })),
  }
}

/** The fields of how and when an answer came. */
export function comingFields(entered: Record<string, string>, problems: Problem[]) {
  const messageAt = messagesIn(problems)
  return {
    as: {
      name: 'as',
      fieldset: { legend: { text: 'How did the answer come?', classes: 'govuk-fieldset__legend--m' } },
      items: channels.map(value => ({ value, text: channelNames[value], checked: entered.as === value })),
      ...messageAt('as'),
    },
    came: {
      id: 'day',
      fieldset: { legend: { text: 'On which day did it come?', classes: 'govuk-fieldset__legend--m' } },
      hint: { text: 'For example, 27 3 2027' },
      items: (['day', 'month', 'year'] as const).map(part => ({
        id: part === 'day' ? 'day-day' : part,
        name: part,
        label: part === 'day' ? 'Day' : part === 'month' ? 'Month' : 'Year',
        classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        value: entered[part],
        error: problems.some(({ place }) => place === 'day'),
      })),
      ...messageAt('day'),
    },
  }
}

/** The message of a problem as a field takes it, by the field’s place. */
export function messagesIn(problems: Problem[]) {
  return (place: string) => {
    const found = problems.find(problem => problem.place === place)
    return found ? { errorMessage: { text: found.message } } : {}
  }
}

/** All that was entered, and where questions are left open or run too long: then it may be taken as it came. */
export function entryCheckPage(entering: Entering, told: boolean) {
  const page = checkPage(entering, told)
  return {
    ...page,
    title: entering.entry.corrects ? 'Check the correction' : 'Check what was entered',
    isUnfinished: askedOf(entering).some(each => pageProblems(each, entering.draft).length > 0),
    asItCame: `${startOf(entering)}/do/as-it-came`,
    discard: `${startOf(entering)}/do/discard`,
    corrects: entering.entry.corrects !== undefined,
  }
}

function wordsOfChannel(as = ''): string {
  return isChannel(as) ? channelNames[as] : ''
}

function cameOn(declaration: Record<string, string>): Date | undefined {
  const day = dayCame(declaration)
  return day === undefined ? undefined : new Date(`${day}T00:00:00Z`)
}
