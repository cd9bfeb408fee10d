import { newInvitation } from '../../../server/accounts/invitationStore.ts'
import { post } from '../../site.ts'
import { desk, fill, type Opening, press, type View, visit } from './view.ts'

const accounts = desk('/desk/accounts')
const signIn = visit('/desk/sign-in')
const invited: Opening = async ({ guest }) => {
  await guest.goto(`/desk/first-owner/${await newInvitation()}`)
  return guest
}

const refused: Opening = async ({ researcher }) => {
  await researcher.goto('/desk/accounts')
  return researcher
}

const tooOften: Opening = async scene => {
  for (let tries = 0; tries < 20; tries++) await post(scene.site.agent(), '/desk/sign-in', {})
  return press(signIn, 'Sign in')(scene)
}

/** The pages of signing in and of accounts. */
export const accountViews: View[] = [
  { route: '/desk/sign-in', state: 'blank', open: signIn, says: 'Sign in to the desk' },
  { route: '/desk/sign-in', state: 'wrong', open: press(signIn, 'Sign in'), says: 'There is a problem' },
  {
    route: '/desk/sign-in',
    state: 'provider away, wrong',
    open: press(signIn, 'Sign in with Hafren'),
    says: 'Hafren does not answer at the moment',
  },
  { route: '/desk/first-owner/:token', state: 'blank', open: invited, says: 'The link works once' },
  {
    route: '/desk/first-owner/:token',
    state: 'wrong',
    open: press(invited, 'Make the account'),
    says: 'There is a problem',
  },
  {
    route: '/desk/receipt-keys',
    state: 'as it is',
    open: desk('/desk/receipt-keys'),
    says: 'Make a new key',
  },
  { route: '/desk/accounts', state: 'blank', open: accounts, says: 'Invite a colleague' },
  { route: '/desk/accounts', state: 'filled', open: fill(accounts), says: 'Who can sign in' },
  {
    route: '/desk/accounts',
    state: 'wrong',
    open: press(accounts, 'Invite them'),
    says: 'There is a problem',
  },
  { state: 'not permitted', open: refused, says: 'You cannot do that', status: 403 },
]

/** Comes after every page that needs a sign-in: nobody can sign in for a while. */
export const tooManyRequests: View[] = [
  { state: 'too many requests', open: tooOften, says: 'Too many requests', status: 429 },
]
