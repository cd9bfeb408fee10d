/** Draws docs/pictures anew, from a demo in a temporary folder: `npm run pictures`. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { demoSignIn, loadDemo } from '../../scripts/demo/load.ts'
import { chooseStartingPoint } from '../../server/coding/starting/startingStore.ts'
import { listFindings } from '../../server/findings/store.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { root } from '../../server/root.ts'
import { stopSharedServer } from '../database/testDatabase.ts'
import { respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'
import { openPage, signInOn } from './openPage.ts'
import { stopSharedBrowser } from './sharedBrowser.ts'

/** Left around a part of a page, in pixels. */
const margin = 20
const folder = path.join(root, 'docs/pictures')

async function drawAll(site: Site): Promise<void> {
  const demo = await loadDemo()
  if (!demo) throw new Error('pictures: the demo was not loaded')
  site.runner.wake()
  await site.runner.idle()
  const { page, close } = await openPage(site)
  await draw(page, 'consultation', `/c/${demo.consultation}`)
  await drawPhone(site, `/c/${demo.consultation}?lang=cy`)
  await drawBoth(site, demo.consultation)
  await draw(
    page,
    'declaration',
    await declaration(site, demo.consultation),
    'fieldset:has(input[name=choice])',
  )

  await signInOn(page, demoSignIn)
  const desk = `/desk/${demo.consultation}`
  const response = await findByOrigin('demo:burial-form')
  const [finding] = await listFindings(demo.consultation)
  await chooseStartingPoint(demo.consultation, 'beside')
  await draw(page, 'response', `${desk}/responses/${response?._id}?tags=show`)
  await draw(page, 'queue', `${desk}/queue?theme=outsourcing`)
  await draw(page, 'finding', `${desk}/findings/${finding?._id}`)
  await draw(page, 'report', `${desk}/reports/${demo.report}`, '.report-preview')
  await draw(page, 'builder', `${desk}/questions`)
  await draw(page, 'results', `${desk}/results`, 'section.result:has(#question-2)')
  await draw(page, 'live', `${desk}/results/live`)
  await close()
}

/** The first page in Welsh, as a phone shows it. */
async function drawPhone(site: Site, address: string): Promise<void> {
  const { page, close } = await openPage(site, { width: 390 })
  await draw(page, 'welsh', address)
  await close()
}

/** Two devices wrote the same answer: both texts, side by side. */
async function drawBoth(site: Site, consultation: string): Promise<void> {
  const respondent = await respondentTo(site, consultation)
  const address = `/answer/${respondent.token}/experience`
  const [here, there] = [await openPage(site), await openPage(site)]
  for (const { page } of [here, there]) await page.goto(address)
  const words = [
    'Three systems and no true record. Each Friday somebody counts the stock again by hand.',
    'Nobody may change the system that everybody uses, and nobody remembers who may.',
  ]
  for (const [index, { page }] of [here, there].entries()) {
    await page
      .getByRole('textbox')
      .first()
      .fill(words[index] ?? '')
    await page.getByRole('button', { name: 'Save and continue' }).click()
    await page.waitForURL(url => url.pathname !== address)
  }
  await there.page.screenshot({ path: path.join(folder, 'both.png') })
  await Promise.all([here.close(), there.close()])
}

/** Draws the window: the page's beginning, or what stands below this part's beginning and is as wide as it. */
async function draw(page: Page, name: string, address: string, part?: string): Promise<void> {
  await page.goto(address)
  const file = path.join(folder, `${name}.png`)
  if (!part) return void (await page.screenshot({ path: file }))
  await page.evaluate(`document.querySelector('${part}').scrollIntoView(); scrollBy(0, -${margin})`)
  const box = await page.locator(part).boundingBox()
  if (!box) throw new Error(`pictures: ${address} shows no ${part}`)
  await page.screenshot({
    path: file,
    clip: { x: box.x - margin, y: 0, width: box.width + 2 * margin, height: 900 },
  })
}

/** Answers as far as the declaration, which then shows the lines that would be printed. */
async function declaration(site: Site, consultation: string): Promise<string> {
  const respondent = await respondentTo(site, consultation)
  await respondent.send('about', {
    role: 'a senior official',
    sector: 'local government',
    nation: 'England',
    organisation: 'Fenbridge Council',
  })
  await respondent.send('experience', { obstacles: 'Nobody may change the system that everybody uses.' })
  await respondent.send('declaration', { capacity: 'official', choice: 'role', name: 'Ines Marlow' })
  return `/answer/${respondent.token}/declaration`
}

mkdirSync(folder, { recursive: true })
const site = await openSite()
try {
  await drawAll(site)
} finally {
  await site.close()
  await Promise.all([stopSharedServer(), stopSharedBrowser()])
}
