import { newInvitation } from '../../../server/accounts/invitationStore.ts'
import { createReport } from '../../../server/reports/create.ts'
import { post } from '../../site.ts'
import { desk, fill, type Opening, press, then, type View, visit } from './view.ts'

const consultation = '/desk/:consultation'
const response = desk(scene => `responses/${scene.response}`)
const tagged = desk(scene => `responses/${scene.response}?tags=show`)
const finding = desk(scene => `findings/${scene.finding}`)
const quote = desk(scene => `findings/${scene.finding}/quotes/${scene.quote}`)
const evidence = desk(scene => `evidence/${scene.evidence}`)
const report = desk(scene => `reports/${scene.report}`)
const inEmpty = (rest = '') => desk(scene => `/desk/${scene.closed}${rest}`)
const accounts = desk('/desk/accounts')
const signIn = visit('/desk/sign-in')
const invited: Opening = async ({ guest }) => {
  await guest.goto(`/desk/first-owner/${await newInvitation()}`)
  return guest
}

/** Empties the field of that name, and saves. */
const without = (open: Opening, field: string, button: string) =>
  press(
    then(open, page => page.getByRole('textbox', { name: field, exact: true }).fill('')),
    button,
  )

const brokenCodebook = 'theme,rules\nTides,"tide*\n""unclosed"\nMoorings,NEAR/2\n'
const codebookImport = press(
  then(desk('codebook/import'), page =>
    page
      .getByLabel('Codebook file')
      .setInputFiles({ name: 'tides.csv', mimeType: 'text/csv', buffer: Buffer.from(brokenCodebook) }),
  ),
  'Import it',
)

const wrongSuggestions = press(
  then(desk('learning'), page =>
    page
      .locator('input[name=suggests]:checked')
      .evaluate((input: { setAttribute(name: string, value: string): void }) =>
        input.setAttribute('value', 'everything'),
      ),
  ),
  'Save',
)
/** By the button for the first time, or for another. */
const learned = then(desk('learning'), async (page, { site }) => {
  const button = page.getByRole('button', { name: /^Learn/ })
  await Promise.all([page.waitForEvent('load'), button.click()])
  await site.runner.idle()
  await page.reload()
})

const table = 'Ref,What would you change?\nF-01,The ladder on the east pontoon.\nF-01,Nothing at all.\n'
const preview = press(
  then(fill(desk('/desk/import')), page =>
    page
      .getByLabel('The table')
      .setInputFiles({ name: 'ferries.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }),
  ),
  'Look at it',
)
const imported = then(
  press(
    then(preview, async page => {
      await page.getByLabel('Ref').selectOption('id')
      await page.getByLabel('What would you change?').selectOption('text')
      await page.getByLabel('Without a name').check()
      await page.getByLabel('What does that permission rest on?').fill('The ferry company said so.')
    }),
    'Import',
  ),
  async (page, { site }) => {
    await site.runner.idle()
    await page.reload()
  },
)

const wrongReport: Opening = async scene => {
  const made = { title: 'With a quote that is not there', subtitle: '', template: '{{quote "Q9999"}}' }
  const { _id } = await createReport({ consultation: scene.demo, ...made })
  return desk(`reports/${_id}`)(scene)
}

const tooOften: Opening = async scene => {
  for (let tries = 0; tries < 20; tries++) await post(scene.site.agent(), '/desk/sign-in', {})
  return press(signIn, 'Sign in')(scene)
}

const refused: Opening = async ({ researcher }) => {
  await researcher.goto('/desk/accounts')
  return researcher
}

/** Every page of the desk, in the states that it may be in. */
export const deskViews: View[] = [
  { route: '/desk/sign-in', state: 'blank', open: signIn, says: 'Sign in to the desk' },
  { route: '/desk/sign-in', state: 'wrong', open: press(signIn, 'Sign in'), says: 'There is a problem' },
  { route: '/desk/first-owner/:token', state: 'blank', open: invited, says: 'The link works once' },
  {
    route: '/desk/first-owner/:token',
    state: 'wrong',
    open: press(invited, 'Make the account'),
    says: 'There is a problem',
  },
  { route: '/desk/accounts', state: 'blank', open: accounts, says: 'Add a colleague' },
  { route: '/desk/accounts', state: 'filled', open: fill(accounts), says: 'Who can sign in' },
  {
    route: '/desk/accounts',
    state: 'wrong',
    open: press(accounts, 'Make the account'),
    says: 'There is a problem',
  },
  { state: 'not permitted', open: refused, says: 'You cannot do that', status: 403 },

  { route: '/desk', state: 'as it is', open: desk('/desk'), says: 'The Harbour Institute' },
  { route: consultation, state: 'as it is', open: desk(''), says: 'What there is' },
  { route: consultation, state: 'empty', open: inEmpty(), says: '0 responses' },
  { route: `${consultation}/responses`, state: 'as it is', open: desk('responses'), says: 'Next page' },
  {
    route: `${consultation}/responses`,
    state: 'empty',
    open: inEmpty('/responses'),
    says: 'Nobody has answered yet',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'tags hidden',
    open: response,
    says: 'Show the tags',
  },
  { route: `${consultation}/responses/:response`, state: 'tags shown', open: tagged, says: 'Hide the tags' },
  {
    route: `${consultation}/responses/:response`,
    state: 'wrong',
    open: press(response, 'Code this passage'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'withdrawn',
    open: desk(scene => `responses/${scene.withdrawn}`),
    says: 'can no longer be read',
  },
  {
    route: `${consultation}/responses/:response/withdraw`,
    state: 'as it is',
    open: desk(scene => `responses/${scene.response}/withdraw`),
    says: 'What it reaches',
  },
  { route: `${consultation}/queue`, state: 'as it is', open: desk('queue'), says: 'Does it speak of' },
  {
    route: `${consultation}/queue`,
    state: 'empty',
    open: inEmpty('/queue'),
    says: 'There are no suggestions yet',
  },
  {
    route: `${consultation}/queue`,
    state: 'at its end',
    open: desk('queue?after=zzzz'),
    says: 'You have come to the end',
  },

  { route: `${consultation}/themes`, state: 'as it is', open: desk('themes'), says: 'Download it as' },
  {
    route: `${consultation}/themes`,
    state: 'empty',
    open: inEmpty('/themes'),
    says: 'There are no themes yet',
  },
  {
    route: `${consultation}/themes/:theme`,
    state: 'accepted',
    open: desk('themes/outsourcing'),
    says: 'Decided on',
  },
  {
    route: `${consultation}/themes/:theme`,
    state: 'unreviewed',
    open: desk('themes/outsourcing?show=unreviewed'),
    says: 'Passages',
  },
  {
    route: `${consultation}/themes/:theme`,
    state: 'rejected',
    open: desk('themes/outsourcing?show=rejected'),
    says: 'Passages',
  },
  {
    route: `${consultation}/codebook/new`,
    state: 'blank',
    open: desk('codebook/new'),
    says: 'How rules are written',
  },
  {
    route: `${consultation}/codebook/new`,
    state: 'filled',
    open: fill(desk('codebook/new')),
    says: 'How rules are written',
  },
  {
    route: `${consultation}/codebook/new`,
    state: 'wrong',
    open: press(desk('codebook/new'), 'Save the theme'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook/:theme`,
    state: 'filled',
    open: desk('codebook/outsourcing'),
    says: 'Archive it',
  },
  {
    route: `${consultation}/codebook/:theme`,
    state: 'wrong',
    open: without(desk('codebook/outsourcing'), 'Name', 'Save the theme'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook/import`,
    state: 'blank',
    open: desk('codebook/import'),
    says: 'Codebook file',
  },
  {
    route: `${consultation}/codebook/import`,
    state: 'wrong',
    open: press(desk('codebook/import'), 'Import it'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook/import`,
    state: 'read in part',
    open: codebookImport,
    says: 'What could not be read',
  },

  {
    route: `${consultation}/learning`,
    state: 'as it is',
    open: desk('learning'),
    says: 'Learn from the codings',
  },
  {
    route: `${consultation}/learning`,
    state: 'empty',
    open: inEmpty('/learning'),
    says: 'No theme has enough yet',
  },
  {
    route: `${consultation}/learning`,
    state: 'wrong',
    open: wrongSuggestions,
    says: 'Choose what the machine suggests by',
  },

  { route: `${consultation}/findings`, state: 'as it is', open: desk('findings'), says: 'A new finding' },
  {
    route: `${consultation}/findings`,
    state: 'empty',
    open: inEmpty('/findings'),
    says: 'There is no finding yet',
  },
  { route: `${consultation}/findings`, state: 'filled', open: fill(desk('findings')), says: 'A new finding' },
  {
    route: `${consultation}/findings`,
    state: 'wrong',
    open: press(desk('findings'), 'Make a draft'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/findings/propose`,
    state: 'as it is',
    open: desk('findings/propose'),
    says: 'Themes that occur together',
  },
  {
    route: `${consultation}/findings/propose`,
    state: 'empty',
    open: inEmpty('/findings/propose'),
    says: 'No passage is coded yet',
  },
  { route: `${consultation}/findings/:finding`, state: 'filled', open: finding, says: 'Passages to quote' },
  {
    route: `${consultation}/findings/:finding`,
    state: 'wrong',
    open: without(finding, 'Claim', 'Save'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/findings/:finding/quotes/:quote`,
    state: 'filled',
    open: quote,
    says: 'The answer that it comes from',
  },
  {
    route: `${consultation}/findings/:finding/quotes/:quote`,
    state: 'wrong',
    open: press(fill(quote), 'Save'),
    says: 'There is a problem',
  },

  { route: `${consultation}/evidence`, state: 'as it is', open: desk('evidence'), says: 'On file' },
  {
    route: `${consultation}/evidence`,
    state: 'empty',
    open: inEmpty('/evidence'),
    says: 'Nothing is on file yet',
  },
  { route: `${consultation}/evidence`, state: 'filled', open: fill(desk('evidence')), says: 'On file' },
  {
    route: `${consultation}/evidence`,
    state: 'wrong',
    open: press(desk('evidence'), 'Put on file'),
    says: 'There is a problem',
  },
  { route: `${consultation}/evidence/:evidence`, state: 'filled', open: evidence, says: 'Take off the file' },
  {
    route: `${consultation}/evidence/:evidence`,
    state: 'wrong',
    open: without(evidence, 'Citation', 'Save'),
    says: 'There is a problem',
  },

  {
    route: `${consultation}/reports`,
    state: 'as it is',
    open: desk('reports'),
    says: 'A new recommendation',
  },
  {
    route: `${consultation}/reports`,
    state: 'empty',
    open: inEmpty('/reports'),
    says: 'There is no report yet',
  },
  {
    route: `${consultation}/reports`,
    state: 'wrong',
    open: press(desk('reports'), 'Draft it'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'with its preview',
    open: report,
    says: 'As it comes out',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'held back',
    open: wrongReport,
    says: 'Before it can be exported',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'wrong',
    open: press(fill(report, '{{quote "Q1}}'), 'Save and show'),
    says: 'There is a problem',
  },

  { route: '/desk/import', state: 'blank', open: desk('/desk/import'), says: 'Imported before' },
  {
    route: '/desk/import',
    state: 'wrong',
    open: press(desk('/desk/import'), 'Look at it'),
    says: 'There is a problem',
  },
  { route: '/desk/import/:import', state: 'preview', open: preview, says: 'Say what each one is' },
  {
    route: '/desk/import/:import',
    state: 'wrong',
    open: press(preview, 'Import'),
    says: 'There is a problem',
  },
  { route: '/desk/import/:import', state: 'done', open: imported, says: 'What was noticed' },

  // Last of the demo's pages: from here on, more is suggested there.
  {
    route: `${consultation}/learning`,
    state: 'learned',
    open: learned,
    says: 'How well it does',
  },

  { state: 'too many requests', open: tooOften, says: 'Too many requests', status: 429 },
]
