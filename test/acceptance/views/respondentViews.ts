import type { Page } from 'playwright-core'
import { beginCheck, finishCheck } from '../../../server/responses/byMail/checkStore.ts'
import { addDraft, draftIdOf, newToken } from '../../../server/responses/draftStore.ts'
import { invited } from '../../consultations/inviting.ts'
import {
  answerAll,
  declaration as declaredAs,
  openConsultation,
  respondentTo,
} from '../../responses/respondent.ts'
import type { Scene } from './scene.ts'
import { fill, press, then, type View, visit } from './view.ts'

const page = (link: keyof Scene['links'], rest = '', room: 'answer' | 'mail' = 'answer') =>
  visit(scene => `/${room}/${scene.links[link]}${rest}`)

const attach = (content: string) => (page: Page) =>
  page
    .getByLabel('Is there a document')
    .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from(content) })

/** More fields than a form of ours may have. */
const tooManyFields = `for (let i = 0; i < 1000; i++)
  document.querySelector('form').insertAdjacentHTML('beforeend', '<input type="hidden" name="x' + i + '">')`

/** Goes to the page of mail of a draft of its own, to whose address a code was sent or given back. */
const withCheck = (isDone: boolean) =>
  visit(async scene => {
    const [token, now, later] = [newToken(), new Date(), new Date(Date.now() + 60 * 60 * 1000)]
    await addDraft(token, scene.open, 1, now)
    const check = { sealed: '', code: 'none', expiresAt: later, keptUntil: later }
    await beginCheck(draftIdOf(token), check)
    if (isDone) await finishCheck({ _id: draftIdOf(token), ...check, tries: 0, asked: 1, isDone })
    return `/mail/${token}`
  })
const [withCode, done] = [withCheck(false), withCheck(true)]

/** Goes to a draft that was begun before its consultation closed, which has a time of grace. */
const inGrace = visit(async () => {
  const now = Date.now()
  const [before, closesAt] = [new Date(now - 120_000), new Date(now - 60_000)]
  const [consultation, token] = [await openConsultation({ closesAt, graceMinutes: 60 }), newToken()]
  await addDraft(token, consultation, 1, before)
  return `/answer/${token}/about`
})

const sentReceipt = page('sent')

/** Checks the code of the receipt that was sent, as `change` makes it. */
const withReceipt = (change: (code: string) => string) => async (scene: Scene) => {
  const receipt = await sentReceipt(scene)
  const code = await receipt.locator('code').innerText()
  return press(
    then(visit(verify), page => page.getByLabel('Or its code').fill(change(code))),
    'Check the receipt',
  )(scene)
}

const singles = '/answer/:token/declaration/answers'
/** The declaration to a public body. */
const ofPublicBody = visit(async scene => {
  const { token } = await respondentTo(scene.site, await openConsultation({ publicBody: true }))
  return `/answer/${token}/declaration`
})

/** Cuts the link to a response of its own. */
const cutDone = async (scene: Scene) => {
  const respondent = await respondentTo(scene.site, scene.open)
  await answerAll(respondent)
  await respondent.send('send', declaredAs)
  const asked = then(visit(`/receipt/${respondent.token}/anonymous`), page =>
    page.getByLabel('I understand that this cannot be undone').check(),
  )
  return press(asked, 'Cut the link for good')(scene)
}

const cut = '/receipt/:token/anonymous'
const verify = '/verify'
/** Goes to what a personal link opens. */
const byLink = (rest = '') =>
  visit(async ({ site, open }) => {
    const name = `p${newToken().toLowerCase()}`
    return `${(await invited(site, open, name))[name]}${rest}`
  })

const landing = '/c/:consultation'
const question = '/answer/:token/:page'
const declaration = '/answer/:token/declaration'
const mail = '/mail/:token'

/** Every page that a respondent may come to, in the states that it may be in. */
export const respondentViews: View[] = [
  { route: '/', state: 'as it is', open: visit('/'), says: 'Opening later' },
  { route: landing, state: 'open', open: visit(s => `/c/${s.demo}`), says: 'Before you start' },
  { route: landing, state: 'not yet open', open: visit(s => `/c/${s.early}`), says: 'Come back then' },
  { route: landing, state: 'closed', open: visit(s => `/c/${s.closed}`), says: 'takes no more answers' },

  {
    route: question,
    state: 'short text and one of several, blank',
    open: page('blank', '/about'),
    says: 'Keep this link',
  },
  {
    route: question,
    state: 'short text, filled',
    open: fill(page('blank', '/about')),
    says: 'What is your role?',
  },
  {
    route: question,
    state: 'short text, wrong',
    open: press(
      then(page('wrong', '/about'), page => page.getByLabel('What is your role').fill('x'.repeat(201))),
      'Save and continue',
    ),
    says: 'at most 200 can be taken',
  },
  {
    route: question,
    state: 'saved',
    open: press(page('answered', '/about'), 'Save and stay here'),
    says: 'This page is saved.',
  },
  {
    route: question,
    state: 'long text, blank',
    open: page('blank', '/experience'),
    says: '0 of at most 20 words',
  },
  {
    route: question,
    state: 'long text, filled',
    open: page('answered', '/experience'),
    says: '5 of at most 20 words',
  },
  {
    route: question,
    state: 'long text, wrong',
    open: press(page('wrong', '/experience'), 'Save and continue'),
    says: 'Write an answer',
  },
  {
    route: question,
    state: 'scale and several, blank',
    open: page('blank', '/views'),
    says: 'Choose all that apply.',
  },
  {
    route: question,
    state: 'scale and several, filled',
    open: page('answered', '/views?from=check'),
    says: 'Specialists are listened to.',
  },
  {
    route: question,
    state: 'scale, wrong',
    open: press(page('wrong', '/views'), 'Save and continue'),
    says: 'Choose an answer',
  },
  {
    route: question,
    state: 'statement, email, number, date and dropdown, blank',
    open: page('everyKind', '/you'),
    says: 'Before you begin',
  },
  {
    route: question,
    state: 'number, date and dropdown, wrong',
    open: press(
      then(page('everyKind', '/you'), async page => {
        await page.getByLabel('Month').fill('14')
        await page.getByLabel('Which port').selectOption('Another')
      }),
      'Save and continue',
    ),
    says: 'must include a day and a year',
  },
  {
    route: question,
    state: 'rating, blank',
    open: async scene => {
      const { guest } = scene
      await page('everyKind', '/you')(scene)
      await guest.getByLabel('How long').fill('12')
      await guest.getByLabel('Month').fill('')
      await guest.getByLabel('Which port').selectOption('North Quay')
      await Promise.all([
        guest.waitForEvent('load'),
        guest.getByRole('button', { name: 'Save and continue', exact: true }).click(),
      ])
      return guest
    },
    says: 'How long do you wait at North Quay?',
  },
  {
    route: question,
    state: 'words of one’s own, ranking and matrix, blank',
    open: page('everyKind', '/views'),
    says: 'Choose one for each place.',
  },
  {
    route: question,
    state: 'words of one’s own, ranking and matrix, wrong',
    open: press(
      then(page('everyKind', '/views'), async page => {
        await page.getByLabel('Something else', { exact: true }).check()
        await page.getByLabel('Place 2').selectOption('Pay')
      }),
      'Save and continue',
    ),
    says: 'Choose what comes in place 1',
  },
  {
    route: question,
    state: 'file, blank',
    open: page('blank', '/documents'),
    says: 'plain text, up to 10 MB',
  },
  {
    route: question,
    state: 'file, attached',
    open: press(then(page('answered', '/documents'), attach('Five words of a note.')), 'Save and stay here'),
    says: 'note.txt is attached',
  },
  {
    route: question,
    state: 'file, wrong',
    open: press(then(page('wrong', '/documents'), attach('')), 'Save and continue'),
    says: 'There is a problem',
  },

  {
    route: '/answer/:token/check',
    state: 'filled',
    open: page('answered', '/check'),
    says: 'Nothing is sent yet',
  },
  {
    route: '/answer/:token/check',
    state: 'wrong',
    open: page('blank', '/check?check'),
    says: 'Write an answer',
  },
  {
    route: declaration,
    state: 'blank',
    open: page('answered', '/declaration'),
    says: 'How may we quote you?',
  },
  {
    route: declaration,
    state: 'wrong',
    open: press(page('answered', '/declaration'), 'Agree and send'),
    says: 'There is a problem',
  },
  {
    route: declaration,
    state: 'filled',
    open: then(page('answered', '/declaration'), async page => {
      await page.getByLabel('Your name').fill('Ines Marlow')
      await page.getByLabel('Quote me by name').check()
      await page.getByRole('button', { name: 'Show the lines with these details' }).click()
      await page.getByText('“…” — Ines Marlow').waitFor()
    }),
    says: '“…” — Ines Marlow',
  },
  { route: declaration, state: 'of a public body', open: ofPublicBody, says: 'Freedom of information' },
  {
    route: singles,
    state: 'with answers',
    open: page('answered', '/declaration/answers'),
    says: 'Single answers',
  },
  {
    route: singles,
    state: 'without any',
    open: page('blank', '/declaration/answers'),
    says: 'no answer yet',
  },
  {
    route: `${singles}/:question`,
    state: 'blank',
    open: page('answered', '/declaration/answers/obstacles'),
    says: 'Tick each sentence',
  },
  {
    route: `${singles}/:question`,
    state: 'changed meanwhile',
    open: page('answered', '/declaration/answers/obstacles?changed'),
    says: 'You changed this answer',
  },
  { route: '/receipt/:token', state: 'as it is', open: sentReceipt, says: 'Response sent' },
  { route: mail, state: 'of a draft', open: page('blank', '', 'mail'), says: 'Have your private link' },
  { route: mail, state: 'of what was sent', open: page('sent', '', 'mail'), says: 'Have a copy sent' },
  {
    route: mail,
    state: 'address, wrong',
    open: press(fill(page('blank', '', 'mail'), 'ines at home'), 'Send me a code'),
    says: 'Enter an email address in full',
    status: 422,
  },
  { route: mail, state: 'code sent', open: withCode, says: 'A code is to be sent' },
  {
    route: mail,
    state: 'code, wrong',
    open: press(withCode, 'Continue'),
    says: 'Enter the code',
    status: 422,
  },
  { route: mail, state: 'done', open: done, says: 'is asked to send it to you' },
  { route: '/answer/:token', state: 'not yet open', open: page('early'), says: 'is not open yet' },
  { route: question, state: 'in the time of grace', open: inGrace, says: 'As you began before' },
  { route: '/answer/:token', state: 'closed', open: page('closed'), says: 'was not sent' },

  ...(['privacy', 'accessibility', 'contact'] as const).map(page => ({
    route: `${landing}/${page}`,
    state: 'as it is',
    open: visit(s => `/c/${s.open}/${page}`),
    says: 'The Test Bench',
  })),
  {
    route: cut,
    state: 'blank',
    open: visit(s => `/receipt/${s.links.sent}/anonymous`),
    says: 'What you give up',
  },
  {
    route: cut,
    state: 'wrong',
    open: press(
      visit(s => `/receipt/${s.links.sent}/anonymous`),
      'Cut the link for good',
    ),
    says: 'Tick the box to show',
    status: 422,
  },
  { route: cut, state: 'done', open: cutDone, says: 'Your response is anonymous' },
  { route: verify, state: 'blank', open: visit(verify), says: 'What is checked' },
  {
    route: verify,
    state: 'wrong',
    open: press(visit(verify), 'Check the receipt'),
    says: 'Choose the file of a receipt',
    status: 422,
  },
  { route: verify, state: 'genuine', open: withReceipt(code => code), says: 'This receipt is genuine' },
  {
    route: verify,
    state: 'tampered with',
    open: withReceipt(code => code.replace(/.(?=.{40}$)/, letter => (letter === 'A' ? 'B' : 'A'))),
    says: 'does not verify here',
  },
  { route: '/verify/keys', state: 'as it is', open: visit('/verify/keys'), says: 'It signs receipts now' },

  { route: '/invited/:token', state: 'not begun', open: byLink(), says: 'You came by your personal link' },
  {
    route: '/invited/:token/reminders',
    state: 'as it is',
    open: byLink('/reminders'),
    says: 'Reminders stop',
  },
  {
    route: '/invited/:token/reminders',
    state: 'ended',
    open: press(byLink('/reminders'), 'Send me no reminders'),
    says: 'You get no reminders',
  },
  { route: '/privacy', state: 'as it is', open: visit('/privacy'), says: 'Privacy' },
  { route: '/accessibility', state: 'as it is', open: visit('/accessibility'), says: 'Accessibility' },
  { state: 'not found', open: visit('/no/such/page'), says: 'Page not found', status: 404 },
  {
    state: 'too large',
    open: press(
      then(page('wrong', '/experience'), page => page.evaluate(tooManyFields)),
      'Save and continue',
    ),
    says: 'That is too large',
    status: 413,
  },
]
