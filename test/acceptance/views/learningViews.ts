import { desk, inEmpty, press, then, type View } from './view.ts'

const consultation = '/desk/:consultation'
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
/** By the button; each view is opened twice, and the second time it is learned already. */
const learned = then(desk('learning'), async (page, { site }) => {
  if ((await page.getByText('How well it does').count()) > 0) return
  const button = page.getByRole('button', { name: /^Learn/ })
  await Promise.all([page.waitForEvent('load'), button.click()])
  await site.runner.idle()
  await page.reload()
})

/** The pages of what is learned from codings; they come after the other pages of the demo. */
export const learningViews: View[] = [
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
  // From here on, more is suggested in the demo.
  {
    route: `${consultation}/learning`,
    state: 'learned',
    open: learned,
    says: 'How well it does',
  },
]
