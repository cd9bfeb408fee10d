import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const everything: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** What another scheme of colours can change. */
const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

/**
 * What axe finds wrong with a page as it stands, one line for each element: by WCAG 2.2 A and AA and best practice, in
 * light colours, then the colours again in dark. It is put in past the page's policy, which stays in force.
 *
 * @param inDark false where dark colours were looked at in another state of the same page
 */
export async function axeProblems(page: Page, { inDark = true } = {}): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  await putIn(page)
  const light = await run(page, everything)
  if (!inDark) return light
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await run(page, colours)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark.map(problem => `in the dark: ${problem}`)]
}

/** Through the debugger, whose compiled scripts the browser keeps from one page to the next. */
async function putIn(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: `${source};0` })
  await session.detach()
  if (exceptionDetails) throw new Error(`axe cannot be put in: ${exceptionDetails.text}`)
}

async function run(page: Page, options: RunOptions): Promise<string[]> {
  // What passes is long, and stays in the browser.
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })}).then(found => found.violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  )
}
