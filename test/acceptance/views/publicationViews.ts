import type { Page } from 'playwright-core'
import { findConsultation } from '../../../server/consultations/store.ts'
import { createReport } from '../../../server/reports/create.ts'
import { freeze } from '../../../server/reports/publication/freeze.ts'
import { addPreview } from '../../../server/reports/sharing/previewStore.ts'
import { newToken } from '../../../server/responses/draftStore.ts'
import { withdraw } from '../../../server/responses/withdraw.ts'
import { addChapter, type Chapter } from '../../reports/publication/published.ts'
import type { Site } from '../../site.ts'
import type { Scene } from './scene.ts'
import { desk, fill, inEmpty, type Opening, press, then, type View, visit } from './view.ts'

const publication = '/desk/:consultation/reports/:report/publication'
const open = desk(scene => `reports/${scene.report}/publication`)
const wrong: Opening = async scene => {
  const made = { title: 'With a quote that is not there', subtitle: '', template: '{{quote "Q9999"}}' }
  const { _id } = await createReport({ consultation: scene.demo, ...made })
  return press(desk(`reports/${_id}/publication`), 'Publish it')(scene)
}
const published = '/c/:consultation/reports'
const corrections = '/desk/:consultation/corrections'
const correction = withdrawn(({ consultation, report }) => `/desk/${consultation}/corrections/${report._id}`)

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
    route: publication,
    state: 'with a signature asked and a link made',
    open: then(press(then(open, askToSign), 'Ask for a signature'), async page => {
      await page.getByRole('textbox', { name: 'For whom', exact: true }).fill('our trustees')
      await page.getByRole('textbox', { name: 'For how many days', exact: true }).fill('3')
      await Promise.all([
        page.waitForEvent('load'),
        page.getByRole('button', { name: 'Make a link', exact: true }).click(),
      ])
    }),
    says: 'shown this once',
  },
  {
    route: '/preview/:token',
    state: 'as it is',
    open: previewed(scene => scene.report),
    says: 'This is a draft',
  },
  {
    route: '/preview/:token',
    state: 'held back',
    open: previewed(async scene => {
      const made = { title: 'Not ready', subtitle: '', template: '{{quote "Q9999"}}' }
      return (await createReport({ consultation: scene.demo, ...made }))._id
    }),
    says: 'cannot be shown at this moment',
  },
  {
    route: `${publication}/:version/quoted`,
    state: 'as it is',
    open: desk(scene => `reports/${scene.report}/publication/1/quoted`),
    says: 'Whom version 1 quotes',
  },
  {
    route: published,
    state: 'as it is',
    open: visit(scene => `/c/${scene.demo}/reports`),
    says: 'Recommendation 1',
  },
  {
    route: `${published}/:slug`,
    state: 'as it is',
    open: visit(scene => `/c/${scene.demo}/reports/recommendation-1`),
    says: 'About this version',
  },
  {
    route: `${published}/:slug/versions/:version`,
    state: 'as it is',
    open: visit(scene => `/c/${scene.demo}/reports/recommendation-1/versions/1`),
    says: 'About this version',
  },
  { route: corrections, state: 'empty', open: inEmpty('/corrections'), says: 'There is nothing to correct' },
  {
    route: corrections,
    state: 'as it is',
    open: withdrawn(({ consultation }) => `/desk/${consultation}/corrections`),
    says: 'Withdrawn: Q1',
  },
  { route: `${corrections}/:report`, state: 'as it is', open: correction, says: 'Proposed correction' },
  {
    route: `${corrections}/:report`,
    state: 'wrong',
    open: press(fill(correction, '{{quote "Q1}}'), 'Put this in the report'),
    says: 'There is a problem',
  },
  {
    route: `${published}/:slug`,
    state: 'with a passage withdrawn',
    open: withdrawn(({ consultation }) => `/c/${consultation}/reports/recommendation-1`),
    says: 'a passage in it was withdrawn',
  },
]

/** Each view is opened twice: the second time it is published already. */
async function publishOnce(scene: Parameters<Opening>[0]) {
  const page = await open(scene)
  const button = page.getByRole('button', { name: 'Publish it', exact: true })
  if ((await button.count()) === 0) return page
  return press(open, 'Publish it')(scene)
}

/** Chooses who signs and in what office; once asked, asking again changes nothing. */
async function askToSign(page: Page) {
  await page.getByRole('radio').first().check()
  await page.getByRole('textbox', { name: 'In what office', exact: true }).fill('editor')
}

/** Goes to a private link to a report. */
function previewed(report: (scene: Scene) => string | Promise<string>): Opening {
  return async scene => {
    const [token, now] = [newToken(), new Date()]
    const expiresAt = new Date(now.getTime() + 60_000)
    const shared = { consultation: scene.demo, report: await report(scene), who: 'a reader', expiresAt }
    await addPreview(token, shared, now)
    return visit(`/preview/${token}`)(scene)
  }
}

const chapters = new WeakMap<Site, Promise<Chapter>>()

/** Goes to a page of a report that was published, with words that were withdrawn since. */
function withdrawn(address: (chapter: Chapter) => string): Opening {
  return async scene => {
    const made = chapters.get(scene.site) ?? withdrawnChapter(scene.site)
    chapters.set(scene.site, made)
    return desk(address(await made))(scene)
  }
}

async function withdrawnChapter(site: Site): Promise<Chapter> {
  const chapter = await addChapter(site)
  const consultation = await findConsultation(chapter.consultation)
  if (!consultation) throw new Error('withdrawnChapter: the consultation is not there')
  const now = new Date()
  await freeze(consultation, chapter.report, { seen: 1, by: 'author', publishAt: now, correction: '' }, now)
  await withdraw(chapter.consultation, chapter.unnamed.respondent)
  site.runner.wake()
  await site.runner.idle()
  return chapter
}
