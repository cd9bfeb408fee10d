import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import type { Site } from '../site.ts'
import { sharedBrowser } from './sharedBrowser.ts'

/** A page of its own browser context: no cookie of any other is in it. */
export type OpenedPage = {
  page: Page
  /** What the browser complained of: errors of scripts, and whatever the content security policy held back. */
  complaints: string[]
  /** Ends the page, its context and the server behind it. */
  close(): Promise<void>
}

/** How a page is looked at; `width` in pixels. */
export type Window = { javaScript?: boolean; width?: number; colorScheme?: 'light' | 'dark' }

/** Opens a page on a site; its addresses begin with `/`. */
export async function openPage(
  site: Site,
  { javaScript = true, width = 1280, colorScheme = 'light' }: Window = {},
): Promise<OpenedPage> {
  const server = site.app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const browser = await sharedBrowser()
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${port}`,
    javaScriptEnabled: javaScript,
    colorScheme,
    viewport: { width, height: 900 },
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  return {
    page,
    complaints,
    async close() {
      await context.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** Signs in to the desk through its form. */
export async function signInOn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
