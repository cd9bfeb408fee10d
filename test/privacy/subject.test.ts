import { expect } from 'chai'
import mongoose from 'mongoose'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { addMemo } from '../../server/coding/memos/memoStore.ts'
import { put } from '../../server/coding/put.ts'
import { newId } from '../../server/database/ids.ts'
import type { Response } from '../../server/responses/response.ts'
import { change, responseOf, sender } from '../responses/changing.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  type Respondent,
  respondentTo,
} from '../responses/respondent.ts'
import { type Agent, openSite, type Person, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { download } from './unzipped.ts'

const first = 'The ferry to the north quay runs late whenever the wind turns.'
const second = 'The ferry to the north quay has run on time since the spring.'
const attached = 'Forty sailings were cancelled in one winter.'

describe('All that is kept of a respondent', () => {
  let site: Site
  let coder: Person
  let owner: Agent
  let ownerId: string
  let consultation: string
  let respondent: Respondent
  let response: Response
  before(async () => {
    site = await openSite()
    coder = await site.addPerson('researcher')
    const person = await site.addPerson('owner')
    ownerId = person.id
    owner = await site.signInAs(person)
    consultation = await openConsultation()
    respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { obstacles: first })
    await respondent.attach(
      'documents',
      { remarks: '' },
      { name: 'sailings.txt', bytes: Buffer.from(attached) },
    )
    await respondent.send('send', { ...declaration, choice: 'named', email: 'ines@harbour.example' })
    await sender(site, consultation, { obstacles: 'Somebody else writes this.' })
    const theme = { parent: null, colour: 'blue', include: '', exclude: '', definition: 'Of delay.' } as const
    const rules = [{ id: 'r', source: 'late' }]
    await addThemes(consultation, coder.id, [{ ...theme, id: 'late', name: 'Running late', rules }], 'Begin')
    await site.runner.idle()
    response = await responseOf(respondent)
    const text = (await storedTexts(consultation, response._id)).find(each => each.text === first)
    await put(
      {
        ...{ consultation, respondent: response._id, question: 'obstacles', text: text?._id ?? '' },
        ...{ start: 0, end: 9, theme: 'late', coder: coder.id },
      },
      { verdict: 'accepted', stance: 'supports', origin: 'rule', codebookVersion: 1 },
      { at: new Date(), by: coder.id, action: newId(), did: 'coded' },
    )
    const about = { kind: 'response' as const, id: response._id }
    const versions = [{ at: new Date(), text: 'Knows the mate of the other boat.' }]
    await addMemo({ _id: newId(), consultation, about, by: coder.id, at: new Date(), versions })
    await mongoose.connection.collection<{ _id: string }>('mails').insertOne({
      ...{ _id: newId(), kind: 'copy', state: 'sent', to: response.reference, sealed: 'a sealed link' },
      about: { respondent: response._id },
    } as never)
    await change(site, respondent, { obstacles: second }, { choice: 'role' })
    await site.runner.idle()
  })
  after(() => site.close())

  const mine = () => download(site.agent(), `/own/${respondent.token}/kept.zip`)

  it('comes as one file to whoever has the private link, with what they attached', async () => {
    const { files, headers } = await mine()
    expect(headers['content-disposition']).to.include(`${response.reference}-kept.zip`)
    expect(headers['cache-control']).to.include('no-store')
    expect([...files.keys()]).to.deep.equal(['kept.json', 'files/1-sailings.txt'])
    expect(files.get('files/1-sailings.txt')?.toString()).to.equal(attached)
  })

  it('tells their answers in each version, who they are, what they permitted, and what was decided of their words', async () => {
    const kept = JSON.parse((await mine()).files.get('kept.json')?.toString() ?? '')
    expect(kept.identity).to.include({ name: 'Ines Marlow' })
    expect(
      kept.answers.flatMap((each: { answers: { answer: string }[] }) =>
        each.answers.map(({ answer }) => answer),
      ),
    )
      .to.include(first)
      .and.include(second)
    expect(kept.permissions.map(({ choice }: { choice: string }) => choice)).to.deep.equal(['named', 'role'])
    expect(kept.permissions[0].inWords).to.be.a('string')
    expect(kept.receipts).to.have.length(2)
    expect(kept.mails).to.have.length(1)
    expect(kept.texts.map(({ text }: { text: string }) => text)).to.include(attached)
    expect(kept.codings).to.deep.include.members([
      {
        ...kept.codings[0],
        ...{ theme: 'Running late', words: 'The ferry', verdict: 'accepted', by: 'colleague A' },
        from: 'a person, on a suggestion of the machine',
      },
    ])
    expect(kept.records).to.include.keys('wordEntries', 'taggings', 'codings')
    expect(kept.records.memos).to.equal(
      '1 about this response. They are given on request, since they may speak of others too.',
    )
  })

  it('names no colleague, nobody else’s words, and no secret', async () => {
    const json = (await mine()).files.get('kept.json')?.toString() ?? ''
    for (const absent of [
      ...[coder.id, coder.name, coder.email, ownerId, 'Somebody else', 'a sealed link', 'the other boat'],
      respondent.token,
    ])
      expect(json, absent).not.to.include(absent)
  })

  it('is made by owners too, which stands in the trail, and by nobody else', async () => {
    const path = `/desk/${consultation}/responses/${response._id}/kept.zip`
    const { files } = await download(owner, path)
    expect(files.get('kept.json')?.toString()).to.include(second)
    const event = await mongoose.connection
      .collection('audit')
      .findOne({ on: response.reference, account: ownerId })
    expect(event?.what).to.equal('exported all that is kept of a respondent')
    const researcher = await site.signInAs(coder)
    expect((await researcher.get(path)).status).to.equal(403)
    expect((await site.agent().get('/own/no-such-token/kept.zip')).status).to.equal(404)
  })
})
