import { desk, fill, press, then, type View } from './view.ts'

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

/** The pages on which a table of responses is brought. */
export const importViews: View[] = [
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
]
