import type { Entry } from '../../http/entry.ts'
import { type Consultation, graceEnds, openingOf, zoneOf } from '../store.ts'
import { actsIn, graces, type HourAct, type HoursPlan } from './hours.ts'
import { hoursEntered, hourViews, zoneOptions } from './page.ts'
import { changesOf } from './settingsStore.ts'

const states = {
  draft: 'Its questions are not published, so nobody can answer yet whatever its hours are.',
  before: 'It is not open yet.',
  open: 'It is open.',
  closed: 'It is closed.',
}

/** The page of the opening hours: how they stand, and what can be done about them now. */
export function hoursPage(consultation: Consultation, entry: Entry | undefined, now: Date) {
  const opening = openingOf(consultation, now)
  const may = (act: HourAct) => actsIn[opening].includes(act)
  const entered = (act: HourAct) => (entry?.values.act === act ? entry : undefined)
  const hours = { ...hoursEntered(consultation), ...entered('hours')?.values }
  const moved = entered('move') ?? entered('reopen')
  const grace = Number(entered('grace')?.values.grace ?? consultation.graceMinutes ?? 0)
  return {
    title: 'Opening hours',
    section: 'setup',
    consultation,
    problems: entry?.problems,
    state: states[opening],
    opens: consultation.opensAt,
    closes: consultation.closesAt,
    zone: zoneOf(consultation),
    graceEnds: consultation.graceMinutes ? graceEnds(consultation) : undefined,
    ...{ mayOpen: may('open'), mayClose: may('close'), isClosed: opening === 'closed' },
    hoursForm: may('hours') ? hourViews(hours, entered('hours')?.problems) : undefined,
    move:
      may('move') || may('reopen')
        ? {
            act: may('move') ? 'move' : 'reopen',
            field: {
              id: 'closesAt',
              label: may('move') ? 'New close' : 'Open until',
              value: moved?.values.closesAt ?? (may('move') ? hours.closesAt : undefined),
              problems: moved?.problems,
            },
          }
        : undefined,
    zoneField: may('zone') && {
      id: 'zone',
      label: 'Time zone',
      hint: 'By whose clocks the hours are told. Changing it moves neither the opening nor the close.',
      problems: entered('zone')?.problems,
      options: zoneOptions(String(entered('zone')?.values.zone ?? zoneOf(consultation))),
    },
    grace: {
      id: 'grace',
      label: 'Time of grace',
      hint: 'Whoever began before the close can still send for so long after it.',
      problems: entered('grace')?.problems,
      options: [...graces].map(([value, label]) => ({ value, label, chosen: value === grace })),
    },
  }
}

/** The page that tells what a change of the hours comes to before it is made. */
export function confirmHoursPage(
  consultation: Consultation,
  act: HourAct,
  plan: HoursPlan,
  form: Record<string, unknown>,
) {
  const { heading, effects, button } = plan
  const kept = ['opensAt', 'closesAt', 'zone', 'grace']
  return {
    title: heading,
    section: 'setup',
    consultation,
    ...{ effects, button },
    fields: [
      { name: 'act', value: act },
      { name: 'seen', value: changesOf(consultation) },
      ...kept.flatMap(name => (typeof form[name] === 'string' ? [{ name, value: form[name] }] : [])),
    ],
  }
}
