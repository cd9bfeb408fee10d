import type { Problem } from '../../../analysis/index.ts'
import { say } from '../../http/languages/say.ts'
import type { Answering } from '../answering/answering.ts'
import { type Form, textIn } from '../answering/form.ts'
import { longestDetail, textProblem } from '../answering/textProblem.ts'
import { draftIdOf } from '../draftStore.ts'
import { addColleague, colleaguesOf, colleagueToken, newKey } from './colleagueStore.ts'
import { makeJoint } from './leaseStore.ts'

/** With how many a draft can be shared. */
const mostColleagues = 50

/** What was entered to share a draft with another colleague, and what of it is to be mended. */
export type Sharing = { own?: string; name: string; maySend: boolean; problems: Problem[] }

export const nothingEntered: Sharing = { name: '', maySend: false, problems: [] }

/** Makes a link for a colleague; with what is to be mended, it makes none. */
export async function share(answering: Answering, form: Form): Promise<Sharing> {
  const { draft, token } = answering
  const [own, name] = [textIn(form, 'own')?.trim() ?? '', textIn(form, 'name')?.trim() ?? '']
  const entered: Sharing = { own, name, maySend: textIn(form, 'maySend') === 'yes', problems: [] }
  const missing = (place: string, message: string) => entered.problems.push({ place, message })
  if (own === '') missing('own', say('Enter your name, so that your colleagues know who you are'))
  if (name === '') missing('name', say('Enter the name of the colleague for whom the link is'))
  for (const [place, value, what] of [
    ['own', own, say('Your name')],
    ['name', name, say('The name')],
  ] as const) {
    const message = textProblem(value, what, longestDetail)
    if (message !== undefined) missing(place, message)
  }
  if ((await colleaguesOf(draft._id)).length >= mostColleagues)
    missing('name', say('A response can be shared by at most 50 links. Answer with fewer people'))
  if (entered.problems.length > 0) return entered
  await makeJoint(draft._id, own)
  const key = newKey()
  const { maySend } = entered
  const _id = draftIdOf(colleagueToken(token, key))
  await addColleague({ _id, key, draft: draft._id, name, maySend, ended: false })
  return entered
}
