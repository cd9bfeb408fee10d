import type { Page } from 'playwright-core'
import { newRecoveryCodes, newSecret, sealSecret } from '../../../server/accounts/secondFactor/factor.ts'
import {
  addLink,
  endAccount,
  findAccount,
  findAccountByEmail,
  removeLink,
  setSecondFactor,
} from '../../../server/accounts/store.ts'
import { addInvite, addReset } from '../../../server/colleagues/linkStore.ts'
import { newToken } from '../../../server/database/ids.ts'
import { signInOn } from '../../browser/openPage.ts'
import type { Person } from '../../site.ts'
import type { Scene } from './scene.ts'
import { desk, type Opening, press, then, type View, visit } from './view.ts'

const own = desk('/desk/account')
const secondFactor = desk('/desk/account/second-factor')
const link = desk('/desk/account/provider')
const forgotten = visit('/desk/forgotten')

const join = visit(async () => {
  const token = newToken()
  const invite = {
    email: 'peregrine@example.org',
    name: 'Peregrine Nash',
    by: 'nobody',
    roles: ['author' as const],
  }
  await addInvite(token, invite, new Date())
  return `/desk/join/${token}`
})
const reset = visit(async ({ site }) => {
  const token = newToken()
  await addReset(token, (await site.addPerson('author')).id, new Date())
  return `/desk/new-password/${token}`
})

/** Gives an account a second factor. */
function giveFactor({ site }: Scene, account: string): Promise<void> {
  return setSecondFactor(account, {
    sealed: sealSecret(site.config.sessionSecret, newSecret()),
    since: new Date(),
    lastStep: 0,
    recovery: newRecoveryCodes().hashes,
  })
}

/** Somebody with a second factor. */
async function careful(scene: Scene): Promise<Person> {
  const person = await scene.site.addPerson('author')
  await giveFactor(scene, person.id)
  return person
}

/** Where they have entered their password. */
const halfway: Opening = async scene => {
  const person = await careful(scene)
  await signInOn(scene.guest, person)
  await scene.guest.waitForURL(/sign-in\/code/)
  return scene.guest
}

const theirs: Opening = async scene => desk(`/desk/accounts/${(await careful(scene)).id}`)(scene)
const ended: Opening = async scene => {
  const { id } = await scene.site.addPerson('author')
  const account = await findAccount(id)
  if (account) await endAccount(account, new Date())
  return desk(`/desk/accounts/${id}`)(scene)
}

/** The owner's own second factor for as long as a page is looked at. */
function withFactor(open: Opening): Opening {
  return async scene => {
    await scene.owner.goto('/desk/account')
    const account = await findAccountByEmail(await addressOn(scene.owner))
    if (!account) throw new Error('withFactor: the owner has no account')
    await giveFactor(scene, account._id)
    try {
      return await open(scene)
    } finally {
      await setSecondFactor(account._id, undefined)
    }
  }
}

/** The owner's own account linked with the provider, for as long as a page is looked at. */
function withLink(open: Opening): Opening {
  return async scene => {
    await scene.owner.goto('/desk/account')
    const account = await findAccountByEmail(await addressOn(scene.owner))
    if (!account) throw new Error('withLink: the owner has no account')
    const issuer = scene.site.config.provider?.issuer ?? ''
    await addLink(account._id, { key: account._id, issuer, since: new Date() })
    try {
      return await open(scene)
    } finally {
      await removeLink(account._id)
    }
  }
}

async function addressOn(page: Page): Promise<string> {
  return /sign in as (\S+@\S+)\./.exec(await page.getByRole('main').innerText())?.[1] ?? ''
}

const recovery = withFactor(
  press(
    then(secondFactor, page =>
      page.getByLabel('The password that you sign in with').fill('correct horse battery'),
    ),
    'Make new recovery codes',
  ),
)

/** One's own account, and those of others. */
export const colleagueViews: View[] = [
  { route: '/desk/account', state: 'as it is', open: own, says: 'Where you are signed in' },
  {
    route: '/desk/account',
    state: 'wrong',
    open: press(own, 'Change the password'),
    says: 'There is a problem',
  },
  {
    route: '/desk/account/second-factor',
    state: 'to set up',
    open: secondFactor,
    says: 'type the key into it',
  },
  {
    route: '/desk/account/second-factor',
    state: 'set up, wrong',
    open: press(secondFactor, 'Set it up'),
    says: 'There is a problem',
  },
  {
    route: '/desk/account/second-factor',
    state: 'there',
    open: withFactor(secondFactor),
    says: 'Turn the second factor off',
  },
  { route: '/desk/account/provider', state: 'not linked', open: link, says: 'is not linked with Hafren yet' },
  {
    route: '/desk/account/provider',
    state: 'not linked, wrong',
    open: press(link, 'Link my account with Hafren'),
    says: 'There is a problem',
  },
  {
    route: '/desk/account/provider',
    state: 'linked',
    open: withLink(link),
    says: 'Unlink my account',
  },
  {
    route: '/desk/account/recovery-codes',
    state: 'shown once',
    open: recovery,
    says: 'They are shown this once',
  },
  { route: '/desk/sign-in/code', state: 'blank', open: halfway, says: 'Enter a code' },
  {
    route: '/desk/sign-in/code',
    state: 'wrong',
    open: press(halfway, 'Sign in'),
    says: 'There is a problem',
  },
  { route: '/desk/forgotten', state: 'blank', open: forgotten, says: 'Forgotten password' },
  {
    route: '/desk/forgotten',
    state: 'wrong',
    open: press(forgotten, 'Ask for a link'),
    says: 'There is a problem',
  },
  { route: '/desk/new-password/:token', state: 'blank', open: reset, says: 'Set a new password' },
  {
    route: '/desk/new-password/:token',
    state: 'wrong',
    open: press(reset, 'Set it'),
    says: 'There is a problem',
  },
  { route: '/desk/join/:token', state: 'blank', open: join, says: 'Make your account' },
  {
    route: '/desk/join/:token',
    state: 'wrong',
    open: press(join, 'Make the account'),
    says: 'There is a problem',
  },
  { route: '/desk/accounts/:account', state: 'as it is', open: theirs, says: 'Turn their second factor off' },
  { route: '/desk/accounts/:account', state: 'ended', open: ended, says: 'Restore the account' },
]
