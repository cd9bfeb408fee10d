import { expect } from 'chai'
import { withoutSecrets } from '../../server/http/log.ts'
import { openSite, type Site } from '../site.ts'

describe('every page', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('has a policy that lets nothing run or load but our own files', async () => {
    const { headers } = await site.agent().get('/')
    const policy = headers['content-security-policy'] ?? ''
    expect(policy)
      .to.contain("default-src 'none'")
      .and.contain("script-src 'self'")
      .and.contain("frame-ancestors 'none'")
    expect(policy).not.to.contain('unsafe')
    expect(headers['referrer-policy']).to.equal('no-referrer')
    expect(headers['x-content-type-options']).to.equal('nosniff')
    expect(headers['x-powered-by']).to.equal(undefined)
    expect(headers['strict-transport-security']).to.match(/^max-age=\d{8}/)
  })

  it('says so kindly where there is nothing', async () => {
    const page = await site.agent().get('/no/such/page')
    expect(page.status).to.equal(404)
    expect(page.text).to.contain('<h1').and.contain('Page not found')
    expect(page.text).not.to.contain('.ts:')
  })

  it('answers a body that is too large with a page, not a stack', async () => {
    const huge = await site
      .agent()
      .post('/c/none/start')
      .type('form')
      .send(`x=${'a'.repeat(9_000_000)}`)
    expect(huge.status).to.equal(413)
    expect(huge.text).to.contain('too large')
  })

  it('leaves private links out of the log', () => {
    expect(withoutSecrets('/answer/s3cret/about?check')).to.equal('/answer/…/about')
    expect(withoutSecrets('/preview/s3cret')).to.equal('/preview/…')
    expect(withoutSecrets('/invited/s3cret/start')).to.equal('/invited/…/start')
    expect(withoutSecrets('/receipt/s3cret')).to.equal('/receipt/…')
    expect(withoutSecrets('/desk/first-owner/s3cret')).to.equal('/desk/first-owner/…')
  })
})
