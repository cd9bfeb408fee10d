import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/**
 * Does something that sends a form of the coding desk, and waits until the page says what came of it: its content is
 * put in place, or another page is gone to.
 */
export async function deed(page: Page, act: () => Promise<unknown>): Promise<void> {
  const before = await page.evaluate<string>(deeds)
  await act()
  const waits = Date.now()
  while (Date.now() - waits < 30_000) {
    // While another page is gone to, there is none to ask.
    const now = await page.evaluate<string>(deeds).catch(() => before)
    if (now !== before) return page.waitForLoadState()
    await sleep(10)
  }
  throw new Error('deed: nothing came of it within half a minute')
}

const deeds = `performance.timeOrigin + ' ' + (document.documentElement.dataset.deeds ?? '0')`
