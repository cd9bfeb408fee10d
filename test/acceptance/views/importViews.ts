import { desk, fill, type Opening, press, then, type View } from './view.ts'

const table = 'Ref,What would you change?\nF-01,The ladder on the east pontoon.\nF-01,Nothing at all.\n'
const answers = 'What gets in the way?,Consent\nNobody may change the system.,unnamed\n'
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

/** Follows the link of that name. */
function follow(open: Opening, name: string): Opening {
  return then(open, page =>
    Promise.all([page.waitForEvent('load'), page.getByRole('link', { name }).click()]),
  )
}

const intoOpen: Opening = press(
  then(desk('/desk/import'), async (page, { open }) => {
    await page.getByLabel('What do the responses answer?').selectOption(open)
    await page
      .getByLabel('The table')
      .setInputFiles({ name: 'letters.csv', mimeType: 'text/csv', buffer: Buffer.from(answers) })
  }),
  'Look at it',
)

const documents: Opening = press(
  then(desk('/desk/import/documents'), async (page, { open }) => {
    await page.getByLabel('What do the documents answer?').selectOption(open)
    const buffer = Buffer.from('The lamp on the quay is out.')
    await page.locator('#documents').setInputFiles({ name: 'lamp.txt', mimeType: 'text/plain', buffer })
    const table = Buffer.from('file,name\nlost.txt,Bram Ostler\n')
    await page.locator('#table').setInputFiles({ name: 'who.csv', mimeType: 'text/csv', buffer: table })
  }),
  'Look at them',
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
  {
    route: '/desk/import/:import',
    state: 'into a consultation',
    open: intoOpen,
    says: 'Its rows become responses',
  },
  {
    route: '/desk/import/:import',
    state: 'into a consultation, wrong',
    open: press(intoOpen, 'Import'),
    says: 'There is a problem',
  },
  {
    route: '/desk/import/documents',
    state: 'blank',
    open: desk('/desk/import/documents'),
    says: 'each document becomes one response',
  },
  {
    route: '/desk/import/documents',
    state: 'wrong',
    open: press(desk('/desk/import/documents'), 'Look at them'),
    says: 'There is a problem',
  },
  {
    route: '/desk/import/documents/:import',
    state: 'preview',
    open: documents,
    says: 'No document is called',
  },
  {
    route: '/desk/import/documents/:import',
    state: 'wrong',
    open: press(documents, 'Import'),
    says: 'There is a problem',
  },
  {
    route: '/desk/import/:import/undo',
    state: 'as it is',
    open: follow(imported, 'Take the whole import back'),
    says: 'would be taken out of use',
  },
]
