import type { Browser } from 'playwright-core'
import { openBrowser } from './chromium.ts'

let shared: Promise<Browser> | undefined

/** The one Chromium that all tests of a process share; each test opens its own pages in it. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= openBrowser()
  return shared
}

/** Stops the shared Chromium, where one was started; the root hook calls it after the last test. */
export async function stopSharedBrowser(): Promise<void> {
  if (!shared) return
  const browser = await shared
  shared = undefined
  await browser.close()
}
