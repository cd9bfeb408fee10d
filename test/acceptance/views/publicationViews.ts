import { createReport } from '../../../server/reports/create.ts'
import { desk, type Opening, press, type View, visit } from './view.ts'

const publication = '/desk/:consultation/reports/:report/publication'
const open = desk(scene => `reports/${scene.report}/publication`)
const wrong: Opening = async scene => {
  const made = { title: 'With a quote that is not there', subtitle: '', template: '{{quote "Q9999"}}' }
  const { _id } = await createReport({ consultation: scene.demo, ...made })
  return press(desk(`reports/${_id}/publication`), 'Publish it')(scene)
}
const published = '/c/:consultation/reports'

/** Publishing a report, and what the public sees of it; the demo's report is published on the way. */
export const publicationViews: View[] = [
  { route: publication, state: 'not published', open, says: 'It was not published yet' },
  { route: publication, state: 'wrong', open: wrong, says: 'There is a problem' },
  {
    route: published,
    state: 'empty',
    open: visit(scene => `/c/${scene.closed}/reports`),
    says: 'Nothing was published',
  },
  { route: publication, state: 'published', open: publishOnce, says: 'Published at' },
  {
    route: published,
    state: 'as it is',
    open: visit(scene => `/c/${scene.demo}/reports`),
    says: 'Recommendation 1',
  },
  {
    route: `${published}/:number`,
    state: 'as it is',
    open: visit(scene => `/c/${scene.demo}/reports/1`),
    says: 'About this version',
  },
  {
    route: `${published}/:number/versions/:version`,
    state: 'as it is',
    open: visit(scene => `/c/${scene.demo}/reports/1/versions/1`),
    says: 'About this version',
  },
]

/** Each view is opened twice: the second time it is published already. */
async function publishOnce(scene: Parameters<Opening>[0]) {
  const page = await open(scene)
  const button = page.getByRole('button', { name: 'Publish it', exact: true })
  if ((await button.count()) === 0) return page
  return press(open, 'Publish it')(scene)
}
