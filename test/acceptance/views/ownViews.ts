import { withdraw } from '../../../server/responses/withdraw.ts'
import { open, responseOf, sender } from '../../responses/changing.ts'
import type { Respondent } from '../../responses/respondent.ts'
import type { Scene } from './scene.ts'
import { type Opening, press, then, type View, visit } from './view.ts'

/** Goes to a page of somebody who has sent a response, once it is in the state that `bring` leaves it in. */
const ofSender = (
  path: (respondent: Respondent) => string,
  bring: (respondent: Respondent, scene: Scene) => Promise<unknown> = async () => undefined,
): Opening =>
  visit(async scene => {
    const respondent = await sender(scene.site, scene.open)
    await bring(respondent, scene)
    return path(respondent)
  })

const begun = (respondent: Respondent, { site }: Scene) => open(site, respondent)
const withdrawn = async (respondent: Respondent) => {
  const { consultation, _id } = await responseOf(respondent)
  await withdraw(consultation, _id)
}

const revise = '/revise/:token'
const revising = ({ token }: Respondent) => `/revise/${token}`

const own = '/own/:token'
const ownPage = ({ token }: Respondent) => `/own/${token}`
const permission = ({ token }: Respondent) => `/own/${token}/permission`

const erasing = ofSender(respondent => `${ownPage(respondent)}/erase`)

/** What a respondent comes to after they have sent, in the states that it may be in. */
export const ownViews: View[] = [
  { route: revise, state: 'as it is', open: ofSender(revising), says: 'What you sent stands until' },
  { route: revise, state: 'begun', open: ofSender(revising, begun), says: 'You have begun to change' },
  { route: revise, state: 'withdrawn', open: ofSender(revising, withdrawn), says: 'You withdrew' },
  {
    route: '/answer/:token/check',
    state: 'of changes',
    open: press(ofSender(revising), 'Change my answers'),
    says: 'You are changing what you sent',
  },
  {
    route: '/answer/:token/declaration',
    state: 'of changes',
    open: ofSender(({ token }) => `/answer/${token}/declaration`, begun),
    says: 'You are changing what you sent',
  },
  {
    route: '/answer/:token/:page',
    state: 'of changes',
    open: ofSender(({ token }) => `/answer/${token}/experience`, begun),
    says: 'You are changing what you sent',
  },
  { route: own, state: 'as it is', open: ofSender(ownPage), says: 'What became of it' },
  { route: own, state: 'changing', open: ofSender(ownPage, begun), says: 'You have begun to change it' },
  { route: own, state: 'withdrawn', open: ofSender(ownPage, withdrawn), says: 'What was done' },
  {
    route: `${own}/withdraw`,
    state: 'as it is',
    open: ofSender(respondent => `${ownPage(respondent)}/withdraw`),
    says: 'What cannot be called back',
  },
  { route: `${own}/erase`, state: 'as it is', open: erasing, says: 'What stays' },
  {
    route: `${own}/erase`,
    state: 'not sure, wrong',
    status: 422,
    open: press(erasing, 'Erase all that is kept of me'),
    says: 'Tick the box to show that you understand',
  },
  {
    route: `${own}/erase`,
    state: 'done',
    open: press(
      then(erasing, page => page.getByLabel('I understand that this cannot be undone').check()),
      'Erase all that is kept of me',
    ),
    says: 'All that is kept of you is erased',
  },
  {
    route: `${own}/permission`,
    state: 'as it is',
    open: ofSender(permission),
    says: 'How may we quote you from now on?',
  },
  {
    route: `${own}/permission`,
    state: 'overtaken, wrong',
    status: 422,
    open: press(
      then(ofSender(permission), page =>
        page.evaluate(`document.querySelector('input[name="seen"]').value = '0'`),
      ),
      'Agree and change it',
    ),
    says: 'from another page meanwhile',
  },
  {
    route: own,
    state: 'permitted',
    open: press(ofSender(permission), 'Agree and change it'),
    says: 'It is kept. From now on',
  },
]
