import { desk, fill, inEmpty, press, then, type View, without } from './view.ts'

const consultation = '/desk/:consultation'
const finding = desk(scene => `findings/${scene.finding}`)
const quote = desk(scene => `findings/${scene.finding}/quotes/${scene.quote}`)

/** What speaks against a finding, as one reads it who opened the page before more came in. */
const changedSince = then(
  desk(scene => `findings/${scene.finding}/opposing`),
  page =>
    page
      .locator('input[name=passages]')
      .evaluate((input: { setAttribute(name: string, value: string): void }) =>
        input.setAttribute('value', '999'),
      ),
)

/** The pages of findings and of their quotes. */
export const findingViews: View[] = [
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
    state: 'no passage found',
    open: desk(scene => `findings/${scene.finding}?words=zebra`),
    says: 'holds “zebra”',
  },
  {
    route: `${consultation}/findings/:finding`,
    state: 'wrong',
    open: without(finding, 'Claim', 'Save'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/findings/:finding/opposing`,
    state: 'looked at',
    open: desk(scene => `findings/${scene.finding}/opposing`),
    says: 'What speaks against it',
  },
  {
    route: `${consultation}/findings/:finding/opposing`,
    state: 'wrong',
    open: press(changedSince, 'I have read what speaks against it'),
    says: 'has changed while you read',
  },
  {
    route: `${consultation}/findings/:finding/quotes/:quote`,
    state: 'filled',
    open: quote,
    says: 'The answer that it comes from',
  },
  {
    route: `${consultation}/findings/:finding/quotes/:quote`,
    state: 'in another language',
    open: desk(scene => `findings/${scene.finding}/quotes/${scene.welshQuote}`),
    says: 'Translation into English',
  },
  {
    route: `${consultation}/findings/:finding/quotes/:quote`,
    state: 'wrong',
    open: press(fill(quote), 'Save'),
    says: 'There is a problem',
  },
]
