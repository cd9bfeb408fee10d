import { expect } from 'chai'
import { changeReport, findReport } from '../../../server/reports/store.ts'
import { type Agent, openSite, type Person, post, type Site } from '../../site.ts'
import { addChapter, type Chapter, template } from '../publication/published.ts'

describe('The versions of a draft', () => {
  let site: Site
  let author: Agent
  let other: Agent
  let otherPerson: Person
  let chapter: Chapter
  let desk: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    otherPerson = await site.addPerson('owner')
    other = site.agent()
    await post(other, '/desk/sign-in', { email: otherPerson.email, password: otherPerson.password })
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    desk = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
  })
  after(() => site.close())

  const now = async () => (await findReport(chapter.consultation, chapter.report._id)) ?? chapter.report
  const shown = async (address = desk, agent = author) => (await agent.get(address).expect(200)).text
  const save = async (words: string, version: number, agent = author, changes = {}) => {
    const fields = { number: '1', title: 'Mend the gantry', subtitle: '', template: words, version }
    await post(agent, desk, { ...fields, ...changes }, desk)
    return shown(desk, agent)
  }
  const plain = (html: string | undefined) =>
    (html ?? '').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=')
  const box = (page: string) => plain(/<textarea[^>]*id="template"[^>]*>\n([^<]*)</.exec(page)?.[1])

  describe('are kept with each save', () => {
    it('with who made them, and are compared word by word in words that can be heard', async () => {
      await save(template.replace('lifts nothing', 'serves nobody'), 1)
      await save(template.replace('lifts nothing', 'serves nobody at all'), 2, other)
      const page = await shown(`${desk}/versions`)
      expect(page).to.include('3 versions').and.include('A author').and.include('A owner')
      expect(page).to.include('From version 2 to version 3')
      expect(page).to.include('Put in: </span> at all<')
      const apart = await shown(`${desk}/versions?from=1&to=3`)
      expect(apart).to.match(/<del><span[^>]*>Taken out: <\/span>lifts nothing</)
      expect(apart).to.match(/<ins><span[^>]*>Put in: <\/span>serves nobody at all</)
    })

    it('with their headings, and run nothing that was typed into them', async () => {
      await save(`${template}\n{{#own}}<script>alert(1)</script>{{/own}}\n`, 1, author, { title: 'Mend it' })
      const page = await shown(`${desk}/versions`)
      expect(page).to.include('&lt;script&gt;').and.not.include('<script>alert')
      expect(page).to.match(/<h3[^>]*>Title<\/h3>/)
    })

    it('and answer kindly where there is but one, or none of that number', async () => {
      expect(await shown(`${desk}/versions`))
        .to.include('It was not changed yet')
        .and.include('They say the same')
      expect(await shown(`${desk}/versions?from=7&to=1`)).to.include('is not kept')
      await shown(`${desk}/versions?from=x&to=-1`)
    })

    it('and an earlier one comes back as the newest, and goes again', async () => {
      const changed = template.replace('lifts nothing', 'serves nobody')
      await save(changed, 1)
      await post(author, `${desk}/versions/1/restore`, { seen: 2 }, desk)
      expect(await now()).to.include({ template, version: 3 })
      expect(await shown()).to.include('says again what it said in version 1')
      await post(author, `${desk}/versions/2/restore`, { seen: 3 }, desk)
      expect(await now()).to.include({ template: changed, version: 4 })
    })

    it('and none comes back over what somebody saved meanwhile', async () => {
      await save(template.replace('lifts nothing', 'serves nobody'), 1)
      await post(author, `${desk}/versions/1/restore`, { seen: 1 }, desk)
      expect(await shown(`${desk}/versions`)).to.include('nothing was brought back')
      await post(author, `${desk}/versions/9/restore`, { seen: 2 }, desk)
      expect(await shown(`${desk}/versions`)).to.include('Version 9 is not kept')
      expect((await now()).version).to.equal(2)
    })

    it('once, when two save at the same moment', async () => {
      const { report } = chapter
      const both = await Promise.all(
        ['one', 'two'].map(words => changeReport(report, { template: words }, otherPerson.id)),
      )
      expect(both.filter(Boolean)).to.have.length(1)
      expect((await now()).version).to.equal(2)
      expect(await shown(`${desk}/versions`)).to.include('2 versions')
    })
  })

  describe('of which an overtaken one', () => {
    const theirs = template.replace('lifts nothing', 'serves nobody')
    const mine = template.replace('{{method}}', '{{#own}}It can be mended.{{/own}}\n\n{{method}}')

    it('overwrites nothing, tells who changed what, and keeps what was typed', async () => {
      await save(theirs, 1, other)
      const page = await save(mine, 1)
      expect((await now()).template).to.equal(theirs)
      expect(page).to.include('A owner changed this report while you wrote')
      expect(page).to.match(/<ins><span[^>]*>Put in: <\/span>serves nobody</)
      expect(box(page)).to.include('It can be mended.').and.include('lifts nothing')
    })

    it('is put together with the other where they changed different words', async () => {
      await save(theirs, 1, other, { title: 'Mend the old gantry' })
      const page = await save(mine, 1)
      const form = page.slice(
        page.indexOf('name="version" value="2"'),
        page.indexOf('Save what both of you wrote'),
      )
      const field = (name: string) => plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1])
      expect(field('title')).to.equal('Mend the old gantry')
      await save(field('template'), 2, author, { title: field('title') })
      const { template: both, title } = await now()
      expect(both).to.include('serves nobody').and.include('It can be mended.')
      expect(title).to.equal('Mend the old gantry')
    })

    it('is left to its author where both changed the same words', async () => {
      await save(theirs, 1, other, { title: 'Mend the old gantry' })
      const page = await save(template.replace('lifts nothing', 'is of no use'), 1, author, {
        title: 'Mend it soon',
      })
      expect(page).to.include('put into the form what of theirs should stand')
      expect(page).to.include('Saved: Mend the old gantry').and.include('Yours: Mend it soon')
      expect(page).to.include('value="Mend it soon"')
      await save(box(page), 2)
      expect((await now()).template).to.include('is of no use')
    })

    it('says so too when its form is wrong besides', async () => {
      await save(theirs, 1, other)
      const page = await save(mine, 1, author, { title: ' ' })
      expect(page).to.include('Enter the title').and.include('changed this report while you wrote')
      expect(box(page)).to.include('It can be mended.')
    })
  })
})
