import type { Problem } from '../../../analysis/index.ts'
import { momentIn } from '../../http/helpers/momentIn.ts'
import type { Checked } from '../../http/validate.ts'
import { type Consultation, graceEnds, type Opening, openingOf, zoneOf } from '../store.ts'
import { enteredMoment, type Hours, hoursIn, zoneIn } from './forms.ts'
import { draftDaysOf, draftsKeptUntil } from './kept.ts'

/** What an owner can do about the opening hours. */
export const hourActs = ['hours', 'open', 'close', 'move', 'reopen', 'grace', 'zone'] as const
export type HourAct = (typeof hourActs)[number]

/** Which of them can be done while a consultation is in each state. */
export const actsIn: Record<Opening, readonly HourAct[]> = {
  draft: ['hours', 'grace'],
  before: ['open', 'hours', 'grace'],
  open: ['move', 'close', 'grace', 'zone'],
  closed: ['reopen', 'grace', 'zone'],
}

/** How long a draft that was begun before the close may be sent after it, in minutes. */
export const graces: ReadonlyMap<number, string> = new Map([
  [0, 'none'],
  [15, '15 minutes'],
  [30, '30 minutes'],
  [60, '1 hour'],
  [120, '2 hours'],
  [240, '4 hours'],
  [720, '12 hours'],
  [1440, '24 hours'],
  [2880, '48 hours'],
])

/** A change of the hours before it is made: what it comes to, in sentences for whoever confirms it. */
export type HoursPlan = {
  change: Partial<Hours> & { graceMinutes?: number | undefined }
  heading: string
  effects: string[]
  button: string
  /** For the audit trail. */
  done: string
}

/** Plans a change of the hours, or tells what stands in its way; nothing is changed. */
export function planHours(
  consultation: Consultation,
  act: HourAct,
  form: Record<string, unknown>,
  now: Date,
): Checked<HoursPlan> {
  if (!actsIn[openingOf(consultation, now)].includes(act)) return refused('hours', overtakenState)
  return plans[act](consultation, form, now)
}

type Planner = (consultation: Consultation, form: Record<string, unknown>, now: Date) => Checked<HoursPlan>

const plans: Record<HourAct, Planner> = {
  hours(consultation, form, now) {
    const read = hoursIn(form)
    if (!read.ok) return read
    const { opensAt, closesAt, zone } = read.value
    if (closesAt <= now)
      return refused('closesAt', 'That time has passed. Enter a close that is still to come')
    const [opens, closes] = [momentIn(opensAt, zone), momentIn(closesAt, zone)]
    return planned({
      change: read.value,
      heading: 'Set the opening hours',
      effects: [
        `It opens at ${opens}.`,
        `It closes at ${closes}.`,
        ...(opensAt <= now && consultation.version > 0
          ? ['The opening has passed, so people can begin to answer at once.']
          : []),
      ],
      button: 'Set these hours',
      done: `set the opening hours: from ${opens} to ${closes}`,
    })
  },

  open(consultation, _form, now) {
    return planned({
      change: { opensAt: now },
      heading: 'Open it now',
      effects: [
        'People can begin to answer at once.',
        `It closes at ${momentIn(consultation.closesAt, zoneOf(consultation))}, as before.`,
      ],
      button: 'Open it now',
      done: `opened the consultation before its time, which was ${momentIn(consultation.opensAt, zoneOf(consultation))}`,
    })
  },

  close(consultation, _form, now) {
    const closed = { ...consultation, closesAt: now }
    return planned({
      change: { closesAt: now },
      heading: 'Close it now',
      effects: [
        'Nobody can begin an answer from now on.',
        ...afterClose(closed),
        'Nobody is told by mail. You can open it again.',
      ],
      button: 'Close it now',
      done: `closed the consultation before its time, which was ${momentIn(consultation.closesAt, zoneOf(consultation))}`,
    })
  },

  move(consultation, form, now) {
    const zone = zoneOf(consultation)
    const read = closeIn(consultation, form, now)
    if ('problem' in read) return { ok: false, problems: [read.problem] }
    const [before, after] = [momentIn(consultation.closesAt, zone), momentIn(read.moment, zone)]
    const isLater = read.moment > consultation.closesAt
    return planned({
      change: { closesAt: read.moment },
      heading: isLater ? 'Extend it' : 'Close it earlier',
      effects: [
        `It closes at ${after}. Until now it was to close at ${before}.`,
        isLater
          ? 'Whoever has begun can go on until then with the same link.'
          : 'Whoever has begun has less time than their page said. Nobody is told by mail.',
        'The public pages say so at once.',
      ],
      button: isLater ? 'Extend it' : 'Close it earlier',
      done: `moved the close from ${before} to ${after}`,
    })
  },

  reopen(consultation, form, now) {
    const zone = zoneOf(consultation)
    const read = closeIn(consultation, form, now)
    if ('problem' in read) return { ok: false, problems: [read.problem] }
    const [before, after] = [momentIn(consultation.closesAt, zone), momentIn(read.moment, zone)]
    return planned({
      change: { closesAt: read.moment },
      heading: 'Open it again',
      effects: [
        `It takes answers again until ${after}. It had closed at ${before}.`,
        draftsKeptUntil(consultation) > now
          ? 'Whoever had begun and not sent their answers can go on with the same link.'
          : `Answers that were begun and not sent are gone: they were kept for ${draftDaysOf(consultation)} days.`,
        'What was counted and published so far stays as it is; new answers come to it.',
      ],
      button: 'Open it again',
      done: `opened the consultation again until ${after}; it had closed at ${before}`,
    })
  },

  grace(consultation, form) {
    const minutes = Number(form.grace)
    const words = graces.get(minutes)
    if (words === undefined || form.grace === '') return refused('grace', 'Choose a time of grace')
    const changed = { ...consultation, graceMinutes: minutes }
    const { graceMinutes: before = 0 } = consultation
    return planned({
      change: { graceMinutes: minutes === 0 ? undefined : minutes },
      heading: 'Change the time of grace',
      effects: [
        minutes === 0
          ? 'Nothing can be sent after the close.'
          : `Whoever began before the close can send until ${momentIn(graceEnds(changed), zoneOf(changed))}. Nobody can begin after the close.`,
        ...(minutes === 0 ? [] : ['It is told to those who have begun, and to nobody else.']),
      ],
      button: 'Change it',
      done: `changed the time of grace from ${graces.get(before) ?? `${before} minutes`} to ${words}`,
    })
  },

  zone(consultation, form) {
    const before = zoneOf(consultation)
    const zone = zoneIn(form.zone)
    if (!zone || zone === before)
      return refused('zone', 'Choose another time zone than the one by whose clocks its hours are told now')
    const [told, tells] = [before, zone].map(each => momentIn(consultation.closesAt, each))
    return planned({
      change: { zone },
      heading: 'Change the time zone',
      effects: [
        'It opens and closes at the same moments as before: nobody has more time or less.',
        `Every page tells them by other clocks. The close, told as ${told} until now, is told as ${tells}.`,
        'If another moment was meant, move the close afterwards.',
      ],
      button: 'Change the time zone',
      done: `changed the time zone from ${before} to ${zone}`,
    })
  },
}

/** What becomes of drafts once a consultation is closed. */
function afterClose(closed: Consultation): string[] {
  const zone = zoneOf(closed)
  const kept = `What was not sent can be read by those who wrote it until ${momentIn(draftsKeptUntil(closed), zone)}, and is then removed.`
  return closed.graceMinutes
    ? [`Whoever has begun can send until ${momentIn(graceEnds(closed), zone)}.`, kept]
    : ['Answers that were begun and not sent cannot be sent any more.', kept]
}

function closeIn(
  consultation: Consultation,
  form: Record<string, unknown>,
  now: Date,
): { moment: Date } | { problem: Problem } {
  const read = enteredMoment(form, 'closesAt', zoneOf(consultation), 'it closes')
  if ('problem' in read || read.moment > now) return read
  return {
    problem: { place: 'closesAt', message: 'That time has passed. Enter a close that is still to come' },
  }
}

function planned(value: HoursPlan): Checked<HoursPlan> {
  return { ok: true, value }
}

function refused(place: string, message: string): Checked<HoursPlan> {
  return { ok: false, problems: [{ place, message }] }
}

/** What is told where somebody else changed the hours, or time did, since a page was opened. */
export const overtakenState =
  'It was opened, closed or changed since you opened the page. Look how it stands now, and choose again'
