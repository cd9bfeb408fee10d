import { addThemes } from '../../../server/codebook/addThemes.ts'
import { saveTheme } from '../../../server/codebook/changeTheme.ts'
import { codebookOf } from '../../../server/codebook/store.ts'
import { theme } from '../../coding/corpus.ts'
import type { Scene } from './scene.ts'
import { desk, fill, inEmpty, type Opening, press, then, type View, without } from './view.ts'

const consultation = '/desk/:consultation'
const brokenCodebook = 'theme,rules\nTides,"tide*\n""unclosed"\nMoorings,NEAR/2\n'
const codebookImport = press(
  then(desk('codebook/import'), page =>
    page
      .getByLabel('Codebook file')
      .setInputFiles({ name: 'tides.csv', mimeType: 'text/csv', buffer: Buffer.from(brokenCodebook) }),
  ),
  'Import it',
)

/** A theme whose words and rules were just changed. @returns the version that did it */
async function rewordedTheme(demo: string): Promise<number> {
  await addThemes(demo, '', [theme('lanterns', ['lantern'])], 'Added a theme')
  const { version } = await codebookOf(demo)
  const entry = { name: 'Lanterns', parent: '', include: '', exclude: '', colour: 'blue' as const }
  const definition = `Says nothing of lanterns since version ${version}.`
  await saveTheme(demo, { ...entry, definition, rules: ['lanterns', 'lamp'], meaning: 'no' }, '', 'lanterns')
  return version + 1
}

/** A theme that means something else since just now, with which nobody coded before. */
const lookedAt: Opening = then(desk('themes'), async (page, { demo }) => {
  await addThemes(demo, '', [theme('buoys', [])], 'Added a theme')
  await page.goto(`/desk/${demo}/codebook/buoys`)
  await page.getByLabel('Definition').fill('Buoys that are lit.')
  await page.getByLabel(/Yes: what was coded before/).check()
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Save the theme' }).click()])
  await page.goto(`/desk/${demo}/themes/buoys/second-look`)
})

/** Two themes that are merged into one, where no blind round goes on. */
const merged = (from: string, into: string): Opening => {
  const ids = [from, into].map(name => name.toLowerCase())
  return press(
    then(desk('themes'), async (page, { open, site }) => {
      await site.runner.idle()
      await addThemes(open, '', [theme(ids[0] ?? '', []), theme(ids[1] ?? '', [])], 'Added two themes')
      await page.goto(`/desk/${open}/codebook/${ids[0]}/merge?into=${ids[1]}`)
      await Promise.all([
        page.waitForEvent('load'),
        page.getByRole('button', { name: `Merge ${from} into ${into}` }).click(),
      ])
      await site.runner.idle()
      await page.reload()
    }),
    'Undo all of it',
  )
}

/** The form that makes a coded passage an example. */
const pick: Opening = then(desk('themes/outsourcing'), async page => {
  await page
    .getByRole('link', { name: /Use as an example/ })
    .first()
    .click()
  await page.getByText('What does it show?').waitFor()
})

/** A page of a codebook that the demo's consultation shares. */
const shared = (address: (scene: Scene) => string): Opening =>
  then(desk('codebook-sharing'), async (page, scene) => {
    await page.getByLabel('Every consultation here').check()
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Save', exact: true }).click(),
    ])
    await page.goto(address(scene))
  })

/** The pages of themes and of the codebook that they make up. */
export const codebookViews: View[] = [
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
    route: `${consultation}/codebook/:theme/merge`,
    state: 'blank',
    open: desk('codebook/outsourcing/merge'),
    says: 'Merge it into',
  },
  {
    route: `${consultation}/codebook/:theme/merge`,
    state: 'previewed',
    open: desk('codebook/outsourcing/merge?into=vision&rules=yes'),
    says: 'would go from',
  },
  {
    route: `${consultation}/codebook/:theme/merge`,
    state: 'wrong',
    open: desk('codebook/outsourcing/merge?into='),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/themes/:theme/second-look`,
    state: 'none left',
    open: lookedAt,
    says: 'None of your codings waits',
  },
  {
    route: `${consultation}/codebook/:theme/split`,
    state: 'as it is',
    open: desk('codebook/outsourcing/split'),
    says: 'Where they go',
  },
  {
    route: `${consultation}/codebook/:theme/split`,
    state: 'wrong',
    open: press(desk('codebook/outsourcing/split'), 'Move what is picked'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook/:theme/split`,
    state: 'none found',
    open: desk('codebook/outsourcing/split?words=zzz'),
    says: 'No accepted passage here says that',
  },
  {
    route: `${consultation}/codebook/reshaped/:reshaping`,
    state: 'undone',
    open: merged('Tides', 'Moorings'),
    says: 'Tides into Moorings',
  },
  {
    route: `${consultation}/responses/:response/codings/:coding/example`,
    state: 'as it is',
    open: pick,
    says: 'What does it show?',
  },
  {
    route: `${consultation}/themes/:theme`,
    state: 'with an example',
    open: press(pick, 'Use it as an example'),
    says: 'Take it out',
  },
  {
    route: `${consultation}/themes/:theme`,
    state: 'example wrong',
    open: press(
      then(desk('themes/vision'), page => page.getByText('Write an example').click()),
      'Add the example',
    ),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook-sharing`,
    state: 'as it is',
    open: desk('codebook-sharing'),
    says: 'Who may take a copy?',
  },
  {
    route: `${consultation}/codebook-sharing`,
    state: 'wrong',
    open: press(
      then(desk('codebook-sharing'), page => page.getByLabel('These consultations:').check()),
      'Save',
    ),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook-sharing`,
    state: 'empty',
    open: inEmpty('/codebook-sharing'),
    says: 'There is nothing to share yet',
  },
  {
    route: `${consultation}/codebook-sharing/:from`,
    state: 'as it is',
    open: shared(scene => `/desk/${scene.early}/codebook-sharing/${scene.demo}`),
    says: 'Themes to take',
  },
  {
    route: `${consultation}/codebook-sharing/:from`,
    state: 'wrong',
    open: press(
      then(
        shared(scene => `/desk/${scene.early}/codebook-sharing/${scene.demo}`),
        async page => {
          for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
        },
      ),
      'Take what is chosen',
    ),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/codebook-history`,
    state: 'as it is',
    open: desk('codebook-history'),
    says: 'Compare two versions',
  },
  {
    route: `${consultation}/codebook-history`,
    state: 'empty',
    open: inEmpty('/codebook-history'),
    says: 'There is no version yet',
  },
  {
    route: `${consultation}/codebook-history/compare`,
    state: 'changed',
    open: then(desk('themes'), async (page, { demo }) => {
      await rewordedTheme(demo)
      await page.goto(`/desk/${demo}/codebook-history/compare`)
    }),
    says: 'Taken out',
  },
  {
    route: `${consultation}/codebook-history/compare`,
    state: 'none such',
    open: desk('codebook-history/compare?from=1&to=9999'),
    says: 'There is no such version',
  },
  {
    route: `${consultation}/codebook-history/:version/themes/:theme`,
    state: 'wrong',
    open: press(
      then(desk('themes'), async (page, { demo }) => {
        const version = await rewordedTheme(demo)
        await page.goto(`/desk/${demo}/codebook-history/${version - 1}/themes/lanterns`)
      }),
      'Put these words back',
    ),
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
]
