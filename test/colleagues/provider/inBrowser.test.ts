import { expect } from 'chai'
import { openAxe } from '../../browser/axe.ts'
import { type OpenedPage, openPage } from '../../browser/openPage.ts'
import { openSite, type Site } from '../../site.ts'
import { openProvider, type TestProvider } from './openProvider.ts'

describe('signing in by a provider in a browser', () => {
  let back: string
  let provider: TestProvider
  let site: Site
  before(async () => {
    provider = await openProvider(() => [back])
    site = await openSite({ provider: provider.settings })
    const { id, email } = await site.addPerson('author')
    provider.people.set(id, { email, email_verified: true })
    provider.comes = id
  })
  after(async () => {
    await site.close()
    await provider.close()
  })

  /** Asks for one's own account, in a browser at the address that the provider leads back to. */
  async function ask(javaScript: boolean): Promise<OpenedPage> {
    const opened = await openPage(site, { javaScript })
    await opened.page.goto('/desk/account')
    site.config.baseUrl = new URL(opened.page.url()).origin
    back = `${site.config.baseUrl}/desk/sign-in/provider/back`
    return opened
  }

  it('leads there by one press, and back to the page that was asked for', async () => {
    const { page, complaints, close } = await ask(true)
    await page.getByRole('button', { name: 'Sign in with Hafren' }).click()
    await page.waitForURL('**/desk/account')
    expect(await page.getByRole('main').innerText()).to.contain('your account is linked with Hafren')
    expect(complaints).to.deep.equal([])
    await close()
  })

  it('shows a page between, that leads on without scripts, and is accessible', async () => {
    const { page, complaints, close } = await ask(false)
    const axe = await openAxe(site)
    provider.fault = 'stays'
    await page.getByRole('button', { name: 'Sign in with Hafren' }).click()
    await page.getByRole('heading', { name: 'On to Hafren' }).waitFor()
    expect(await axe.problems(page, { again: true })).to.deep.equal([])
    expect(await page.getByRole('button', { name: 'Go on to Hafren' }).getAttribute('href')).to.match(
      new RegExp(`^${provider.settings.issuer}auth[?]`),
    )
    expect(complaints).to.deep.equal([])
    await axe.close()
    await close()
    provider.fault = undefined
  })
})
