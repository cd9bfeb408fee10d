import { listAccounts } from '../../accounts/store.ts'
import { kindNames, type Mail } from '../mail.ts'
import { latestSettled, mailsInStates, mostShown } from '../mailStore.ts'

const askedByRespondents: Mail['kind'][] = ['code', 'link', 'copy']

/** The desk's page of mails: what waits, what went wrong, and what was settled lately. */
export async function outboxPage() {
  const [waiting, wrong, sent, dropped, accounts] = await Promise.all([
    mailsInStates(['waiting', 'sending', 'handing']),
    mailsInStates(['failed', 'unsure']),
    latestSettled('sent'),
    latestSettled('dropped'),
    listAccounts(),
  ])
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
  const line = (mail: Mail) => mailLine(mail, names)
  return {
    most: waiting.length === mostShown ? mostShown : undefined,
    waiting: waiting.map(line).sort(byAsked),
    wrong: wrong.map(line).sort(byAsked),
    settled: [...sent, ...dropped].map(line).sort((a, b) => byAsked(b, a)),
  }
}

function byAsked(a: { askedAt: Date }, b: { askedAt: Date }): number {
  return a.askedAt.getTime() - b.askedAt.getTime()
}

/** A mail for the desk, without its words and its address. */
export function mailLine(mail: Mail, names: Map<string, string>) {
  const { _id, kind, to, state, attempts, problem, byHand, askedAt, notBefore, settledAt, until } = mail
  return {
    ...{ _id, askedAt, settledAt, until, attempts, problem },
    // What respondents ask for themselves tells when they sat down to write.
    toTheDay: askedByRespondents.includes(kind),
    name: kindNames[kind],
    to: names.get(to) ?? (to || 'whoever asked for it'),
    isUnsure: state === 'unsure',
    isSent: state === 'sent',
    isBeingSent: state === 'sending' || state === 'handing',
    again: state === 'waiting' && attempts > 0 ? notBefore : undefined,
    byHand: byHand === undefined ? undefined : (names.get(byHand) ?? 'someone whose account is gone'),
  }
}
