import { expect } from 'chai'
import mongoose from 'mongoose'
import { changeFinding, listFindings } from '../../server/findings/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, csrfIn, openSite, type Person, post, type Site } from '../site.ts'
import { addChapter, type Chapter, rewrite, said, template } from './publication/published.ts'

describe('Sharing a report before it is published', () => {
  let site: Site
  let author: Agent
  let lawyer: Agent
  let lawyerAccount: Person
  let chapter: Chapter
  let report: string
  let desk: string
  let address: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    lawyerAccount = await site.addPerson('researcher')
    lawyer = site.agent()
    const { email, password } = lawyerAccount
    await post(lawyer, '/desk/sign-in', { email, password })
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    report = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
    desk = `${report}/publication`
    address = `/c/${chapter.consultation}/reports/recommendation-1`
  })
  after(() => site.close())

  const shown = async (agent = author) => (await agent.get(desk).expect(200)).text
  const publish = async (seen = 1) => {
    await post(author, desk, { seen }, desk)
    return shown()
  }
  const ask = () => post(author, `${report}/sign-offs`, { account: lawyerAccount.id, as: 'lawyer' }, desk)
  const addressOfForm = async (agent: Agent) =>
    new RegExp(`action="(${report}/sign-offs/[^"/]+)"`).exec(await shown(agent))?.[1] ?? ''
  /** Presses the button as the page of this agent shows it. */
  const sign = async (agent = lawyer, form?: string) => {
    const page = await shown(agent)
    const seen = /name="seen" value="([0-9a-f]{64})"/.exec(await shown(lawyer))?.[1] ?? ''
    await agent
      .post(form ?? (await addressOfForm(agent)))
      .type('form')
      .send({ _csrf: csrfIn(page), seen })
    return shown(agent)
  }

  describe('waits for signatures', () => {
    it('and is published when it is signed by who was asked', async () => {
      await ask()
      expect(await publish()).to.include('A researcher has not signed it as lawyer yet')
      await site.agent().get(address).expect(404)
      expect(await shown()).not.to.include('Sign the report below')
      expect(await sign()).to.include('You have signed the report as it is now')
      expect(await publish()).to.include('Signed by A researcher (lawyer)')
      await site.agent().get(address).expect(200)
    })

    it('and for another when its source was edited, though it was put back as it was', async () => {
      await ask()
      await sign()
      await rewrite(chapter, template.replace('lifts', 'raises'))
      expect(await shown()).to.include('before the report was changed. It has to be signed again')
      await rewrite(chapter, template)
      expect(await publish(3)).to.include('signed it as lawyer before it was changed')
      await site.agent().get(address).expect(404)
      await sign()
      await publish(3)
      await site.agent().get(address).expect(200)
    })

    it('and for another when the words of a finding that it prints were changed', async () => {
      await ask()
      await sign()
      const [finding] = await listFindings(chapter.consultation)
      if (finding) await changeFinding(finding, { text: 'They told us otherwise.' })
      expect(await publish()).to.include('signed it as lawyer before it was changed')
    })

    it('that nobody gives for another, nor for a report that they did not see', async () => {
      await ask()
      const form = await addressOfForm(lawyer)
      expect(await sign(author, form)).to.include('This signature is asked of someone else')
      const page = await shown(lawyer)
      const seen = /name="seen" value="([0-9a-f]{64})"/.exec(page)?.[1]
      await rewrite(chapter, template.replace('lifts', 'raises'))
      await lawyer
        .post(form)
        .type('form')
        .send({ _csrf: csrfIn(page), seen })
      expect(await shown(lawyer)).to.include('The report was changed while you read it')
      expect(await publish(2)).to.include('has not signed it as lawyer yet')
    })

    it('until they are no longer asked for', async () => {
      await ask()
      const remove = /action="([^"]+\/remove)"/.exec(await shown())?.[1] ?? ''
      await post(author, remove, {}, desk)
      expect(await shown()).to.include('Nobody has to sign it')
      await publish()
      await site.agent().get(address).expect(200)
    })

    it('of people who have an account, in an office', async () => {
      await post(author, `${report}/sign-offs`, { account: 'nobody', as: ' ' }, desk)
      expect(await shown()).to.include('Enter in what office, such as editor or lawyer')
      await post(author, `${report}/sign-offs`, { account: 'nobody', as: 'editor' }, desk)
      expect(await shown())
        .to.include('Choose who signs it from the list')
        .and.include('value="editor"')
    })
  })

  describe('has private links', () => {
    const makeLink = async (days = '2') => {
      await post(author, `${report}/previews`, { who: 'our trustees', days }, desk)
      return /http:\/\/127\.0\.0\.1(\/preview\/[\w-]+)/.exec(await shown())?.[1] ?? ''
    }

    it('that show the report as it comes out now to whoever has them, and leave no trace', async () => {
      const link = await makeLink()
      expect(link).to.match(/^\/preview\/[\w-]{24}$/)
      expect(await shown()).not.to.include(link)
      const { text, headers } = await site.agent().get(link).expect(200)
      expect(text).to.include(said.named.slice(0, -1)).and.include('name="robots" content="noindex"')
      expect(headers).to.include({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
      expect(text).not.to.include('<form')
      const kept = await mongoose.connection.collection('previews').find().toArray()
      expect(JSON.stringify(kept)).not.to.include(link.slice(9))
      await rewrite(chapter, '{{#own}}Something else.{{/own}}')
      expect((await site.agent().get(link).expect(200)).text).to.include('Something else.')
    })

    it('that show nothing that may not leave the house', async () => {
      const link = await makeLink()
      await withdraw(chapter.consultation, chapter.unnamed.respondent)
      const { text } = await site.agent().get(link).expect(200)
      expect(text).to.include('cannot be shown at this moment').and.not.include('gantry')
    })

    it('that lead nowhere when they have expired, were ended or guessed', async () => {
      const link = await makeLink()
      await site.agent().get('/preview/guessed').expect(404)
      await mongoose.connection
        .collection('previews')
        .updateMany({ report: chapter.report._id }, { $set: { expiresAt: new Date(Date.now() - 1) } })
      expect((await site.agent().get(link).expect(404)).text).to.include('This link has expired')
      const other = await makeLink()
      const end = /action="([^"]+\/end)"/.exec(await shown())?.[1] ?? ''
      await post(author, end, {}, desk)
      await site.agent().get(other).expect(404)
    })

    it('for some days and no longer', async () => {
      for (const days of ['0', '31', 'ever']) {
        expect(await makeLink(days)).to.equal('')
        const page = (await post(author, `${report}/previews`, { who: 'x', days }, desk)) && (await shown())
        expect(page, days).to.match(/from 1 to 30/)
      }
    })
  })

  it('lists for its owner whom a version quotes, with their address where they gave one', async () => {
    await publish()
    const owner = await site.signIn('owner', 'administrator')
    const quoted = (await owner.get(`${desk}/1/quoted`).expect(200)).text
    expect(quoted).to.include('mailto:ada@example.org').and.include(chapter.unnamed.reference)
    await author.get(`${desk}/1/quoted`).expect(403)
    expect((await owner.get('/desk/accounts')).text).to.include('looked up whom a publication quotes')
    await withdraw(chapter.consultation, chapter.named.respondent)
    expect((await owner.get(`${desk}/1/quoted`)).text).not.to.include('ada@example.org')
    await owner.get(`${desk}/2/quoted`).expect(404)
  })
})
