import { expect } from 'chai'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import { latestTransfers } from '../../server/projects/transferStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { shown } from '../importing/bringing.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { bytesOf } from './bytesOf.ts'
import { addScene, type Scene, words } from './scene.ts'
import { schemaProblems } from './schema.ts'

describe('A consultation taken as a REFI-QDA project', () => {
  let site: Site
  let agent: Agent
  let scene: Scene
  let file: Buffer
  let xml: string
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    const coders = [await site.addPerson('researcher'), await site.addPerson('owner')] as const
    scene = await addScene([coders[0].id, coders[1].id])
    file = await take()
    xml = String(await readEntry(file, 'project.qde'))
  })
  after(() => site.close())

  const take = () => bytesOf(agent, `/desk/${scene.consultation}/transfers/project.qdpx`)

  it('keeps to the schema, and is the same whenever it is taken', async () => {
    expect(schemaProblems(xml)).to.deep.equal([])
    expect((await take()).equals(file)).to.equal(true)
  })

  it('holds each text whole in a file of its own, with the positions of what is coded in code points', async () => {
    const names = [...(await checkZip(file))]
    expect(names[0]).to.equal('project.qde')
    expect(names.slice(1)).to.satisfy((all: string[]) =>
      all.every(name => /^sources\/[0-9a-f-]{36}\.txt$/.test(name)),
    )
    const sources = await Promise.all(
      [
        ...xml.matchAll(/<TextSource guid="([^"]+)" name="([^"]+)" plainTextPath="internal:\/\/([^"]+)"/g),
      ].map(async ([, , name, path]) => [name, String(await readEntry(file, `sources/${path}`))]),
    )
    expect(sources.map(([name = '']) => name.replace(/^R\d/, 'R')).sort()).to.deep.equal([
      'R – What gets in the way?',
      'R – What gets in the way?',
      'R – What would keep people?',
      'R – Which crew?',
    ])
    const said = sources.map(([, text]) => text)
    expect(said).to.include.members([words.emoji, words.lines, 'Bilge'])
    const at = [...words.emoji.slice(0, words.emoji.indexOf('“café”'))].length
    expect(xml).to.contain(`name="“café”" startPosition="${at}" endPosition="${at + 6}"`)
    expect(xml).to.contain('name="Not for quotation"')
  })

  it('names no respondent, and says what each permits', () => {
    for (const secret of [
      'Ines Marlow',
      'ines@quay.example',
      'Quays"',
      'row 1',
      ...scene.sent.map(({ reference }) => reference),
    ])
      expect(xml).not.to.contain(secret)
    expect(xml).to.contain('name="_quoted" typeOfVariable="Text"')
    expect(xml).to.contain('<TextValue>ports &amp; quays</TextValue>')
    expect(xml).to.contain('<FloatValue>0.0000001</FloatValue>')
  })

  it('keeps the page informed of what it could not hold', async () => {
    const page = shown(await agent.get(`/desk/${scene.consultation}/transfers`))
    expect(page).to.contain('3 responses, 4 texts, 5 codings, 3 memos.')
    expect(page).to.contain('Left out: 1 in which a person rejected a theme')
    expect(page).to.contain('beyond the Basic Multilingual Plane, such as emoji: 1.')
    expect(page).to.contain('Archived themes that became codes like all others: 1.')
  })

  it('leaves out whoever withdrew', async () => {
    await withdraw(scene.consultation, scene.sent[2]?._id ?? '')
    const later = String(await readEntry(await take(), 'project.qde'))
    expect(later.match(/<Case /g)).to.have.length(2)
    expect(later).not.to.contain('SUM(A1)')
    expect(schemaProblems(later)).to.deep.equal([])
    expect((await latestTransfers(scene.consultation))[0]).to.include({ state: 'done', direction: 'out' })
  })
})
