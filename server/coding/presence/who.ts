import type { Response } from '../../responses/response.ts'
import { coderNames } from '../pages/names.ts'
import { isWhole } from '../readInFull.ts'
import { readingsOfResponses } from '../readingStore.ts'
import { presencesOf } from './presenceStore.ts'

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

/** Who else has a response open: one sentence a person, such as "Ana Example has this response open since 10:42." */
export async function presenceNotices(
  { consultation, _id }: Pick<Response, '_id' | 'consultation'>,
  account: string,
  now: Date,
): Promise<string[]> {
  const [all, nameOf] = await Promise.all([presencesOf(consultation, [_id], now), coderNames()])
  return all
    .filter(presence => presence.account !== account)
    .map(({ account, since }) => `${nameOf(account)} has this response open since ${time.format(since)}.`)
}

/** Who is at a response, and who says that they have read all of it, by name; "you" is whoever asks. */
export type WhoReads = { open: string; read: string }

/** The same of a page of responses, by response. */
export async function whoReads(
  consultation: string,
  responses: Response[],
  account: string,
  now: Date,
): Promise<Map<string, WhoReads>> {
  const ids = responses.map(response => response._id)
  const [presences, readings, nameOf] = await Promise.all([
    presencesOf(consultation, ids, now),
    readingsOfResponses(consultation, ids),
    coderNames(),
  ])
  const named = (accounts: string[]) =>
    new Intl.ListFormat('en-GB').format(accounts.map(id => (id === account ? 'you' : nameOf(id))))
  return new Map(
    responses.map(response => [
      response._id,
      {
        open: named(presences.filter(each => each.response === response._id).map(each => each.account)),
        read: named(
          readings
            .filter(each => each.response === response._id && isWhole(each, response))
            .map(each => each.by),
        ),
      },
    ]),
  )
}
