import { unpublished } from '../../consultations/building/built.ts'
import { desk, press, then, type View } from './view.ts'

const root = '/desk/:consultation/questions'
const preview = `${root}/preview`
const list = desk('questions')
const newPage = desk('questions/new-page')
const pageOf = (rest: string) => desk(`questions/pages/${rest}`)
const question = desk('questions/all/sector')
const adding = pageOf('about/add?type=one')
const condition = desk('questions/all/organisation/when')
const withLine = press(
  then(condition, page => page.getByLabel('Add a line on an earlier question').selectOption({ index: 1 })),
  'Add the line',
)
const importing = desk('questions/import')
const imported = press(
  then(importing, page =>
    page.getByLabel('A file of questions').setInputFiles({
      name: 'wells.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('survey,,,\n,type,name,label\n,text,owner,Who owns it?\n,geopoint,where,Where?'),
    }),
  ),
  'Read it',
)

/** Looked at again, Welsh is there already. */
const withWelsh = then(desk('questions/languages'), async page => {
  const add = page.getByRole('button', { name: 'Add it', exact: true })
  if ((await add.count()) === 0) return
  await page.getByLabel('Language', { exact: true }).selectOption('cy')
  await Promise.all([page.waitForEvent('load'), add.click()])
})
const foreignPipe = then(desk('questions/languages/cy/pages/about'), page =>
  page.getByRole('textbox').first().fill('Amdanoch {{chi}}'),
)

/** The pages on which a questionnaire is built and published. */
export const buildingViews: View[] = [
  { route: root, state: 'as published', open: list, says: 'It is what stands below.' },
  {
    route: `${root}/publish`,
    state: 'nothing new',
    open: desk('questions/publish'),
    says: 'Nothing is different',
  },
  { route: `${root}/new-page`, state: 'blank', open: newPage, says: 'Add a page' },
  {
    route: `${root}/new-page`,
    state: 'wrong',
    open: press(newPage, 'Save the page'),
    says: 'There is a problem',
  },
  { route: `${root}/pages/:page`, state: 'as it is', open: pageOf('about'), says: 'Edit a page' },
  {
    route: `${root}/pages/:page/add`,
    state: 'kinds',
    open: pageOf('about/add'),
    says: 'What kind of question',
  },
  { route: `${root}/pages/:page/add`, state: 'blank', open: adding, says: 'One of several' },
  {
    route: `${root}/pages/:page/add`,
    state: 'wrong',
    open: press(adding, 'Save the question'),
    says: 'There is a problem',
  },
  { route: `${root}/all/:question`, state: 'as it is', open: question, says: 'Edit a question' },
  {
    route: `${root}/pages/:page/when`,
    state: 'always',
    open: pageOf('about/when'),
    says: 'When this page is shown',
  },
  {
    route: `${root}/all/:question/when`,
    state: 'always',
    open: condition,
    says: 'When this question is asked',
  },
  { route: `${root}/all/:question/when`, state: 'with a line', open: withLine, says: 'is not saved yet' },
  {
    route: `${root}/all/:question/when`,
    state: 'wrong',
    open: press(withLine, 'Add the line'),
    says: 'There is a problem',
  },
  { route: `${root}/import`, state: 'blank', open: importing, says: 'Import questions' },
  { route: `${root}/import`, state: 'wrong', open: press(importing, 'Read it'), says: 'There is a problem' },
  { route: `${root}/import/:import`, state: 'read', open: imported, says: 'could not be carried over' },
  {
    route: `${root}/import/:import`,
    state: 'wrong',
    open: press(imported, 'Take them over'),
    says: 'There is a problem',
  },
  {
    route: `${root}/languages`,
    state: 'one',
    open: async scene => desk(`/desk/${await unpublished()}/questions/languages`)(scene),
    says: 'in English alone',
  },
  { route: `${root}/languages`, state: 'with Welsh', open: withWelsh, says: 'Translate into Welsh' },
  {
    route: `${root}/languages`,
    state: 'wrong',
    open: press(desk('questions/languages'), 'Take it over'),
    says: 'There is a problem',
  },
  {
    route: `${root}/languages/:language/own`,
    state: 'blank',
    open: desk('questions/languages/cy/own'),
    says: 'The consultation’s own words: Welsh',
  },
  {
    route: `${root}/languages/:language/pages/:page`,
    state: 'wrong',
    open: press(foreignPipe, 'Save the translations'),
    says: 'There is a problem',
  },
  { route: preview, state: 'to begin', open: desk('questions/preview'), says: 'Begin at a page' },
  {
    route: `${preview}/:page`,
    state: 'blank',
    open: desk('questions/preview/about'),
    says: 'About you',
  },
  {
    route: `${preview}/check`,
    state: 'nothing answered',
    open: desk('questions/preview/check'),
    says: 'Check your answers',
  },
  {
    route: `${preview}/declaration`,
    state: 'wrong',
    open: desk('questions/preview/declaration?check'),
    says: 'There is a problem',
  },
  {
    route: `${preview}/send`,
    state: 'the end',
    open: desk('questions/preview/send'),
    says: 'Nothing was sent',
  },
  {
    route: root,
    state: 'changed, with something to mend',
    open: press(newPageNamed('Another page'), 'Save the page'),
    says: 'To mend before it can be published',
  },
  {
    route: `${root}/publish`,
    state: 'with differences',
    open: desk('questions/publish'),
    says: 'It cannot be published yet',
  },
  { route: `${root}/versions`, state: 'one', open: desk('questions/versions'), says: 'Version 1' },
  {
    route: `${root}/versions/:version`,
    state: 'the first',
    open: desk('questions/versions/1'),
    says: 'What it asks',
  },
]

function newPageNamed(title: string) {
  return then(newPage, page => page.getByLabel('Title').fill(title))
}
