import { deed } from '../../browser/deed.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const search = '/desk/:consultation/search'

const saveNameless = press(desk('search?q=supplier'), 'Save it')

/** A search that was saved, and is deleted just now. */
const savedAndDeleted: Opening = press(
  press(
    then(desk('search?q=supplier'), page => page.getByLabel('Save this search as').fill('Suppliers')),
    'Save it',
  ),
  'Delete Suppliers',
)

const toCode = (theme: string) => desk(`search/code?q=supplier&codeAs=${theme}`)

/** What a search found, coded with a theme in one go. */
const coded = (theme: string): Opening =>
  then(toCode(theme), async (page, scene) => {
    const button = page.getByRole('button', { name: /^Code \d+ passages$/ })
    await Promise.all([page.waitForEvent('load'), button.click()])
    await scene.site.runner.idle()
    await page.reload()
  })

const tried = (rules: string) =>
  press(
    then(desk('codebook/outsourcing'), page => page.getByRole('textbox', { name: 'Rules' }).fill(rules)),
    'Try the rules',
  )

/** The rule of a suggestion that was rejected just now, in nobody’s letter, and what mending it would change. */
const mending: Opening = then(desk('queue?theme=delivery'), async page => {
  await deed(page, () => page.getByRole('button', { name: 'Reject', exact: true }).click())
  const href = await page.getByRole('link', { name: 'Mend the rule' }).getAttribute('href')
  await page.goto(`${href}?try=yes&rule=kettle`)
})
const wrongMend = press(
  then(mending, page => page.getByRole('textbox', { name: 'The rule' }).fill('"kettle')),
  'See what it would change',
)
const mendRule = '/desk/:consultation/responses/:response/codings/:coding/mend'

/** The pages on which the desk is searched. */
export const searchViews: View[] = [
  { route: search, state: 'blank', open: desk('search'), says: 'How to ask' },
  { route: search, state: 'by theme', open: desk('search?theme=outsourcing'), says: 'passages in' },
  { route: search, state: 'found', open: desk('search?q=supplier'), says: 'passages in' },
  { route: search, state: 'lines', open: desk('search?q=supplier&as=lines'), says: 'Lines' },
  { route: search, state: 'empty', open: inEmpty('/search?q=supplier'), says: 'Nothing was found' },
  { route: search, state: 'wrong', open: desk('search?q=supplier+AND'), says: 'There is a problem' },
  { route: search, state: 'saved wrong', open: saveNameless, says: 'Give the search a name' },
  { route: search, state: 'deleted', open: savedAndDeleted, says: '“Suppliers” is deleted' },
  {
    route: `${search}/code`,
    state: 'blank',
    open: desk('search/code?q=supplier'),
    says: 'Code what was found',
  },
  { route: `${search}/code`, state: 'previewed', open: toCode('vision'), says: 'would be coded with' },
  { route: `${search}/code`, state: 'wrong', open: desk('search/code?codeAs='), says: 'There is a problem' },
  { route: `${search}/batches/:batch`, state: 'done', open: coded('vision'), says: 'coded.' },
  {
    route: `${search}/batches/:batch`,
    state: 'undone',
    open: press(coded('culture'), 'Undo all of it'),
    says: 'Coded in one go',
  },
  { state: 'rules tried', open: tried('outsourc*'), says: 'False friends' },
  { state: 'rules tried and wrong', open: tried('"unclosed'), says: 'There is a problem' },
  { route: mendRule, state: 'tried', open: mending, says: 'no longer suggested' },
  { route: mendRule, state: 'wrong', open: wrongMend, says: 'There is a problem' },
]
