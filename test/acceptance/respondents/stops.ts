import { everyKind } from '../../responses/everyKind.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  respondentBy,
  respondentTo,
} from '../../responses/respondent.ts'
import type { Site } from '../../site.ts'

/** Pages of a respondent, by what they show; those with problems show one for every field that can have one. */
export type Stops = Record<string, string>

/** A respondent’s way from the first page to what became of their words, at every place where they may stop. */
export async function stopsOf(site: Site): Promise<Stops> {
  const plain = await openConsultation({ publicBody: true })
  const every = await openConsultation({}, everyKind)
  const [going, sent] = [await respondentTo(site, plain), await respondentTo(site, plain)]
  await answerAll(going)
  await answerAll(sent)
  await sent.send('send', declaration)
  const first = await respondentTo(site, every)
  const asked = await respondentBy(site, first.token, `/answer/${first.token}/you`)
  await asked.send('you', { years: '12', port: 'north' })
  const at = (room: string, { token }: { token: string }, rest = '') => `/${room}/${token}${rest}`
  return {
    landing: `/c/${plain}`,
    'about you': at('answer', going, '/about'),
    'long texts': at('answer', going, '/experience'),
    'a scale': at('answer', going, '/views'),
    'a file': at('answer', going, '/documents'),
    'a number, a date and a list': at('answer', asked, '/you'),
    'a rating': at('answer', asked, '/north'),
    'a ranking and a matrix': at('answer', asked, '/views'),
    'a ranking and a matrix with problems': at('answer', asked, '/views?check'),
    'check with problems': at('answer', asked, '/check?check'),
    check: at('answer', going, '/check'),
    declaration: at('answer', going, '/declaration'),
    'single answers': at('answer', going, '/declaration/answers'),
    passages: at('answer', going, '/declaration/answers/obstacles'),
    mail: at('mail', going),
    receipt: at('receipt', sent),
    anonymity: at('receipt', sent, '/anonymous'),
    changing: at('revise', sent),
    own: at('own', sent),
    permission: at('own', sent, '/permission'),
    withdrawal: at('own', sent, '/withdraw'),
    contact: `/c/${plain}/contact`,
  }
}
