import type { Problem } from '../../../analysis/index.ts'
import type { Entry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import type { Job } from '../../jobs/store.ts'
import { changesOf } from '../running/settingsStore.ts'
import { type Consultation, openingOf, zoneOf } from '../store.ts'
import type { MailAct, MailPlan } from './acts.ts'
import type { Invitation, InvitationState } from './invitation.ts'
import { type Counts, perPage } from './invitationStore.ts'
import { faultsPerPage, type InvitationList } from './listStore.ts'
import type { Mailing } from './mailingStore.ts'

const listStates: Record<InvitationList['state'], string> = {
  checking: 'being looked through',
  checked: 'looked through, nobody added yet',
  adding: 'being added',
  added: 'added',
  unreadable: 'could not be read',
}

/** The desk's page of invitations. */
export function invitationsPage(
  consultation: Consultation,
  counts: Counts,
  mailing: Mailing,
  lists: InvitationList[],
  { entry, sends, now }: { entry: Entry | undefined; sends: boolean; now: Date },
) {
  const wrong = problemAt(entry?.problems, 'list')
  const opening = openingOf(consultation, now)
  const access = entry?.values.access ?? consultation.access ?? 'all'
  return {
    title: 'Invitations',
    section: 'setup',
    consultation,
    problems: entry?.problems,
    sends,
    zone: zoneOf(consultation),
    seen: changesOf(consultation),
    access: {
      name: 'access',
      fieldset: { legend: { text: 'Who may answer?', classes: 'govuk-fieldset__legend--m' } },
      items: [
        {
          value: 'all',
          text: 'Everybody',
          hint: { text: 'It is on this site’s first page. Whoever is invited has a personal link besides.' },
          checked: access !== 'invited',
        },
        {
          value: 'invited',
          text: 'Only those who were invited',
          hint: {
            text: 'It is not on this site’s first page. Its own can be read, and says that a personal link is needed.',
          },
          checked: access === 'invited',
        },
      ],
    },
    total: counts.invited + counts.begun + counts.answered,
    counts,
    waitsForOpening: mailing.inviting && opening !== 'open' && counts.unsent > 0,
    isSending: opening !== 'closed' && (mailing.reminding || (mailing.inviting && counts.unsent > 0)),
    round: mailing.round,
    remindedAt: mailing.remindedAt,
    pasted: {
      id: 'list',
      label: 'Addresses, one a line',
      hint: 'An address alone, or a name and an address with a comma between: Ada Marsh, ada@example.org',
      value: entry?.values.list,
      problems: wrong ? entry?.problems : undefined,
    },
    lists: lists.map(({ _id, name, state, at }) => ({ _id, name, at, state: listStates[state] })),
  }
}

/** The page that tells what mails come to before they are asked for. */
export function confirmMailsPage(
  consultation: Consultation,
  act: MailAct,
  plan: Exclude<MailPlan, { problem: string }>,
  { round }: Mailing,
) {
  const { heading, effects, button } = plan
  return { title: heading, section: 'setup', consultation, act, effects, button, round }
}

/** A list that was brought: how far its check is, what is in it, and what is wrong with it. @param nth the page of faults */
export function listPage(
  consultation: Consultation,
  list: InvitationList,
  faults: Problem[],
  nth: number,
  job: Job | null,
) {
  const { name, state, usable, standing, sample } = list
  const told = list.faults + standing
  const pages = Math.ceil(told / faultsPerPage)
  const isWorking = state === 'checking' || state === 'adding'
  return {
    title: name,
    section: 'setup',
    consultation,
    list: { _id: list._id, name },
    ...{ usable, standing, sample, faults },
    faultCount: list.faults,
    failed: isWorking && job?.state === 'failed',
    isChecking: state === 'checking',
    isAdding: state === 'adding',
    isChecked: state === 'checked',
    isAdded: state === 'added',
    isUnreadable: state === 'unreadable',
    soFar: job?.done ?? 0,
    isEmpty: state === 'checked' && usable === 0,
    page: nth,
    pages: pages > 1 ? pages : undefined,
    before: nth > 1 ? nth - 1 : undefined,
    after: nth < pages ? nth + 1 : undefined,
  }
}

const stateNames: Record<InvitationState, string> = {
  invited: 'Has not begun',
  begun: 'Has begun',
  answered: 'Has answered',
  withdrawn: 'Withdrawn',
}

/** The list of people, as far as one page shows it. */
export function peoplePage(
  consultation: Consultation,
  { people, next }: { people: Invitation[]; next?: string },
  { state, from }: { state: InvitationState | undefined; from: string },
) {
  const query = (changes: Record<string, string | undefined>) => {
    const entries = Object.entries({ state, ...changes }).filter(([, value]) => value)
    return `?${new URLSearchParams(entries as [string, string][])}`
  }
  return {
    title: 'People who were invited',
    section: 'setup',
    consultation,
    from,
    state,
    perPage,
    next: next === undefined ? undefined : query({ from: next }),
    states: [
      { value: '', label: 'All', chosen: state === undefined },
      ...Object.entries(stateNames).map(([value, label]) => ({ value, label, chosen: value === state })),
    ],
    people: people.map(invitation => ({
      ...{ _id: invitation._id, name: invitation.name, email: invitation.email },
      state: stateNames[invitation.state],
      isUnsent: invitation.told === 0 && invitation.state !== 'withdrawn',
      isQuiet: invitation.quiet === true,
      mayWithdraw: invitation.state === 'invited' || invitation.state === 'begun',
      mayInvite: invitation.state === 'withdrawn',
      mayErase: invitation.state === 'withdrawn' || invitation.state === 'answered',
    })),
  }
}
