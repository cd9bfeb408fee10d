import { zip } from '../../files/made/zip.ts'
import { codes, guid, project, selection, source } from '../../files/project/made.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const made = zip([
  {
    name: 'project.qde',
    content: project(
      `${codes(`<Code guid="${guid(1)}" name="Late" isCodable="true"/>`)}<Sources>${source(
        10,
        'Talk',
        'talk',
        selection(20, 0, 4, 1),
      )}</Sources>`,
    ),
  },
  { name: 'sources/talk.txt', content: 'Late again, and nobody says why.' },
])

/** Brings a project of these bytes, until it is done. */
function brought(buffer: Buffer): Opening {
  return then(
    press(
      then(desk('/desk/import/project'), async page => {
        await page.getByLabel('What is it a consultation about?').fill('Late boats')
        await page.getByLabel('Without a name').check()
        await page.getByLabel('What does that permission rest on?').fill('They signed a form.')
        await page
          .getByLabel('The project')
          .setInputFiles({ name: 'late.qdpx', mimeType: 'application/zip', buffer })
      }),
      'Import it',
    ),
    async (page, { site }) => {
      await site.runner.idle()
      await page.reload()
    },
  )
}

/** The pages of files for other programs and from them. */
export const projectViews: View[] = [
  {
    route: '/desk/:consultation/transfers',
    state: 'as it is',
    open: desk('transfers'),
    says: 'The whole project',
  },
  {
    route: '/desk/:consultation/transfers',
    state: 'empty',
    open: inEmpty('/transfers'),
    says: 'No project was taken from here yet',
  },
  {
    route: '/desk/import/project',
    state: 'blank',
    open: desk('/desk/import/project'),
    says: 'Imported before',
  },
  {
    route: '/desk/import/project',
    state: 'wrong',
    open: press(desk('/desk/import/project'), 'Import it'),
    says: 'There is a problem',
  },
  {
    route: '/desk/import/project/:transfer',
    state: 'done',
    open: brought(made),
    says: 'What was lost or changed',
  },
  {
    route: '/desk/import/project/:transfer',
    state: 'refused',
    open: brought(made.subarray(0, 200)),
    says: 'nothing of it is here',
  },
  {
    route: '/desk/import/project/:transfer/undo',
    state: 'as it is',
    open: then(brought(made), page =>
      Promise.all([
        page.waitForEvent('load'),
        page.getByRole('link', { name: 'Take the whole import back' }).click(),
      ]),
    ),
    says: 'would be taken out of use',
  },
]
