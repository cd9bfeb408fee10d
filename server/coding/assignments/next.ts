import { findResponses, withdrawnRespondents } from '../../responses/store.ts'
import { type Assignment, assignmentsOf, countLeft, openAssignments } from './assignmentStore.ts'
import { ownAssignments } from './own.ts'
import { placeOf, rememberPlace } from './placeStore.ts'

/**
 * The response that a coder goes on with: the one where they were, where that is not done; else the first after it, or,
 * past the last, the first that they left. Those who withdrew are passed by.
 *
 * @param past the response that they are at and want to leave for later
 */
export async function nextResponse(
  consultation: string,
  coder: string,
  past = '',
): Promise<string | undefined> {
  const remembered = await placeOf(consultation, coder)
  const here = past === '' ? remembered : await ownPlace(consultation, coder, past)
  if (here && past === '' && (await isOpenFor(consultation, coder, here.response))) return here.response
  const later = await firstStanding(consultation, coder, here?.order ?? '', past)
  return later ?? (here ? firstStanding(consultation, coder, '', past) : undefined)
}

async function firstStanding(
  consultation: string,
  coder: string,
  after: string,
  past: string,
): Promise<string | undefined> {
  let from = after
  for (;;) {
    const open = await openAssignments(consultation, coder, from)
    if (open.length === 0) return undefined
    const found = await findResponses(open.map(({ response }) => response))
    const standing = new Set(found.flatMap(({ _id, state }) => (state === 'submitted' ? [_id] : [])))
    const next = open.find(({ response }) => response !== past && standing.has(response))
    if (next) return next.response
    from = open.at(-1)?.order ?? ''
  }
}

async function ownPlace(consultation: string, coder: string, response: string) {
  const own = (await assignmentsOf(consultation, [response])).find(each => each.coder === coder)
  return own ?? placeOf(consultation, coder)
}

async function isOpenFor(consultation: string, coder: string, response: string): Promise<boolean> {
  const [found] = await findResponses([response])
  if (found?.state !== 'submitted') return false
  return (await assignmentsOf(consultation, [response])).some(each => each.coder === coder && each.open)
}

/** What a coder has to do with a response, and how much they have left; the place is remembered where it is theirs. */
export async function ownWork(consultation: string, coder: string, response: string) {
  const [own, withdrawn] = await Promise.all([
    ownAssignments(consultation, coder, response),
    withdrawnRespondents(consultation),
  ])
  const [open] = own.filter(each => each.open)
  if (open) await rememberPlace(consultation, coder, { response, order: open.order })
  const left = await countLeft(consultation, coder, withdrawn)
  return { mine: own.length > 0, open: open !== undefined, done: !open && own.some(isDone), left }
}

function isDone({ done }: Assignment): boolean {
  return done !== undefined
}
