import { desk, press, then, type View } from './view.ts'

const route = '/desk/:consultation/style'
const style = desk('style')

/** Another's choice, as one meets it who opened the page before. */
const chosenSince = then(style, page =>
  page
    .locator('input[name=version]')
    .evaluate((input: { setAttribute(name: string, value: string): void }) =>
      input.setAttribute('value', '99'),
    ),
)

/** The page of the house style. */
export const styleViews: View[] = [
  { route, state: 'as it is', open: style, says: 'A sentence as it comes out' },
  { route, state: 'previewed', open: press(style, 'Preview the sentence'), says: 'which is not saved yet' },
  { route, state: 'wrong', open: press(chosenSince, 'Save'), says: 'There is a problem' },
]
