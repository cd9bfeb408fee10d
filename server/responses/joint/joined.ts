import { NotFound } from '../../errors.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, openedBy, sentOrNot } from '../answering/answering.ts'
import { draftIdOf, findDraftById } from '../draftStore.ts'
import { findColleague } from './colleagueStore.ts'

/** What the link of a colleague opens: the draft that is shared with them. @throws NotFound when it opens nothing */
export async function joinedBy(token: string, now = new Date()): Promise<Answering> {
  const colleague = await findColleague(draftIdOf(token))
  if (colleague?.ended)
    throw new NotFound(
      say(
        'Whoever began this response has ended your link to it. What you wrote is kept in it. If you think that is wrong, ask them.',
      ),
    )
  const draft = colleague && (await findDraftById(colleague.draft))
  const answering = await openedBy(token, draft, now)
  return { ...(await sentOrNot(answering)), ...(colleague ? { colleague } : {}) }
}
