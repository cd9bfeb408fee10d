import { model } from 'mongoose'
import { draftIdOf } from '../../../server/responses/draftStore.ts'
import { respondentTo } from '../../responses/respondent.ts'
import { press, then, type View, visit } from './view.ts'

/** A draft of which something is stored that cannot be: a fault of ours. */
const broken = visit(async ({ site, open }) => {
  const { token } = await respondentTo(site, open)
  await model('Draft').updateOne({ _id: draftIdOf(token) }, { $set: { version: 99 } })
  return `/answer/${token}/check`
})

/** Asks for more codes in a minute than one address may. */
const tooOften = (language: string, button: string) =>
  press(
    then(
      visit(({ links }) => `/mail/${links.blank}?lang=${language}`),
      async (_, { site, links }) => {
        for (let tries = 0; tries < 20; tries++) await site.agent().post(`/mail/${links.blank}`)
      },
    ),
    button,
  )

/** What respondents are shown where something is wrong, last of all: no mail can be asked for for a while. */
export const faultViews: View[] = [
  { state: 'our own fault', open: broken, says: 'Sorry, something went wrong here', status: 500 },
  {
    state: 'too many requests',
    open: tooOften('en', 'Send me a code'),
    says: 'Too many requests',
    status: 429,
  },
  {
    state: 'too many requests, in Welsh',
    open: tooOften('cy', 'Anfonwch god ataf'),
    says: 'Gormod o geisiadau',
    status: 429,
  },
]
