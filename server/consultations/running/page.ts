import type { Entry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { type Consultation, graceEnds, openingOf, zoneOf } from '../store.ts'
import { nextStep } from './nextStep.ts'
import { changesOf } from './settingsStore.ts'
import { shownIn, zones } from './zonedTime.ts'

type Words = 'title' | 'asker' | 'why' | 'howUsed' | 'contact'

/** What an owner says of a consultation, in the order of its first page. */
export const wordFields: readonly { id: Words; label: string; hint: string; rows?: number }[] = [
  { id: 'title', label: 'Title', hint: 'What it is about, such as “How harbours are staffed”.' },
  { id: 'asker', label: 'Who asks', hint: 'The body that people answer to, by its full name.' },
  {
    id: 'why',
    label: 'Why you are asking',
    hint: 'What will be decided, and what you hope to learn. Leave an empty line between paragraphs.',
    rows: 6,
  },
  {
    id: 'howUsed',
    label: 'How the words will be used',
    hint: 'Who reads them, and what is published. Leave an empty line between paragraphs.',
    rows: 6,
  },
  {
    id: 'contact',
    label: 'How people can reach you',
    hint: 'An email address, and whatever else people may use: it is printed as you write it.',
  },
]

type Values = Record<string, unknown>

/** Fields for words as a template takes them; `now` is what stands since, where somebody else changed it. */
function wordViews(values: Values, entry: Entry | undefined, now?: Values) {
  return wordFields.map(({ id, label, hint, rows }) => ({
    ...{ id, label, hint, rows, value: values[id], problems: entry?.problems },
    now: now && normal(now[id]) !== normal(values[id]) ? now[id] : undefined,
  }))
}

function normal(value: unknown): string {
  return String(value ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()
}

/** Fields for when it is open. */
export function hourViews(values: Values, problems: Entry['problems'] | undefined) {
  const zone = values.zone ?? 'Europe/London'
  return {
    hours: [
      { id: 'opensAt', label: 'Opens at', value: values.opensAt, problems },
      { id: 'closesAt', label: 'Closes at', value: values.closesAt, problems },
    ],
    zones: {
      id: 'zone',
      label: 'Time zone',
      hint: 'The two times are told by its clocks, in summer and in winter.',
      problems,
      options: zoneOptions(String(zone)),
    },
  }
}

/** The zones that may be chosen, one of them chosen. */
export function zoneOptions(chosen: string) {
  return zones.map(value => ({ value, label: value.replaceAll('_', ' '), chosen: value === chosen }))
}

/** The page on which a consultation is begun. */
export function newPage(entry: Entry | undefined) {
  const values = entry?.values ?? {}
  return {
    title: 'Start a consultation',
    problems: entry?.problems,
    words: wordViews(values, entry),
    slug: values.slug,
    ...hourViews(values, entry?.problems),
  }
}

/** The page on which its words are changed. @param entry what was entered and not saved */
export function settingsPage(consultation: Consultation, entry: Entry | undefined) {
  const now = {
    ...consultation,
    why: consultation.why.join('\n\n'),
    howUsed: consultation.howUsed.join('\n\n'),
  }
  const isOvertaken = problemAt(entry?.problems, 'overtaken') !== undefined
  return {
    title: 'What its first page says',
    section: 'setup',
    consultation,
    seen: changesOf(consultation),
    problems: entry?.problems.map(problem =>
      problem.place === 'overtaken' ? { ...problem, place: 'title' } : problem,
    ),
    words: wordViews(entry?.values ?? now, entry, isOvertaken ? now : undefined),
  }
}

const states = {
  draft: 'Nobody sees it yet: its questions are not published.',
  before: 'It is published, and not open yet.',
  open: 'It is open.',
  closed: 'It is closed.',
}

/**
 * The desk's page from which a consultation is set up and run.
 *
 * @param site the address of this site, such as `https://soundings.example`
 */
export function setupPage(
  consultation: Consultation,
  known: Parameters<typeof nextStep>[1],
  site: string,
  now: Date,
) {
  const opening = openingOf(consultation, now)
  return {
    state: states[opening],
    isPublic: opening !== 'draft',
    isInvited: consultation.access === 'invited',
    address: `${site}/c/${consultation._id}`,
    next: nextStep(consultation, known, now),
    legalUnseen: !known.legalSeen,
    opens: consultation.opensAt,
    closes: consultation.closesAt,
    zone: zoneOf(consultation),
    grace: consultation.graceMinutes ? graceEnds(consultation) : undefined,
    hoursPassed: opening === 'draft' && consultation.closesAt <= now,
  }
}

/** The hours of a consultation as its form has them. */
export function hoursEntered(consultation: Consultation): {
  opensAt: string
  closesAt: string
  zone: string
} {
  const zone = zoneOf(consultation)
  return {
    zone,
    opensAt: shownIn(zone, consultation.opensAt),
    closesAt: shownIn(zone, consultation.closesAt),
  }
}
