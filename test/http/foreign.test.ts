import { expect } from 'chai'
import mongoose from 'mongoose'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { everyObject } from './objects.ts'

const nothing = 'nothing-of-this-name'

/** What the other parts of addresses are: names that every consultation knows alike, not objects of one. */
const names: Record<string, string> = {
  ...{ consultation: 'ours', format: 'csv', page: 'views', question: 'obstacles', language: 'cy' },
  ...{
    version: '1',
    place: '1',
    campaign: '1',
    picture: 'themes',
    file: 'codings',
    use: 'named',
    from: 'theirs',
  },
  example: nothing,
}

/** A form in which many a route finds what it asks for. */
const filled = {
  ...{ name: 'A name', title: 'A title', words: 'A remark', text: 'Some words', reason: 'It is so.' },
  ...{ verdict: 'accepted', stance: 'supports', decision: 'same', choice: 'none', do: 'undo', seen: '0' },
  ...{
    state: 'ready',
    statement: 'Pay is low.',
    meaning: 'no',
    roles: 'reviewer',
    changes: '0',
    as: 'the chair',
  },
}

/** Pages that have nothing to show of objects as bare as those of this test, though they are there. */
const unmade = new Set([
  'GET /desk/:consultation/queue/several/:batch',
  'GET /desk/:consultation/letters/:text',
  'GET /desk/:consultation/corrections/:report',
  'GET /desk/:consultation/queue/rule/:rule',
  'GET /desk/:consultation/themes/:theme/second-look',
  'GET /desk/:consultation/responses/:response/receipt',
  'GET /desk/:consultation/responses/:response/receipt.json',
  'GET /desk/:consultation/responses/:response/copy',
  'GET /desk/:consultation/reports/:report/export/:format',
  'GET /desk/:consultation/findings/:finding/quotes/:quote/sheet.html',
  'GET /desk/:consultation/reports/:report/publication/:version/sidecar',
  'GET /desk/:consultation/reports/:report/publication/:version/quoted',
])

describe('an object of another consultation', () => {
  let site: Site
  let owner: Agent
  let ours: Record<string, string>
  let theirs: Record<string, string>
  const known = (objects: Record<string, string>, path: string, name: string) =>
    objects[`${path.split('/')[3]} :${name}`] ??
    objects[`${path.split('/').at(-1)} :${name}`] ??
    objects[name]

  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    ours = await everyObject(site, 'ours')
    theirs = await everyObject(site, 'theirs')
    await site.runner.idle()
  })
  after(() => site.close())

  /** Every object that some route names, with the address that leads to whatever is put in its place. */
  function places() {
    return routesOf(site.app)
      .filter(route => route.includes(' /desk/:consultation/'))
      .flatMap(route => {
        const [method = '', path = ''] = route.split(' ')
        const params = [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => name)
        return params
          .filter(param => !(param in names))
          .map(param => ({
            ...{ route, method, path, param },
            addressOf: (id: string) =>
              path.replace(/:([a-zA-Z]+)/g, (_all, name: string) =>
                name === param ? id : (names[name] ?? known(ours, path, name) ?? ''),
              ),
          }))
      })
  }

  /** What is answered, and what the next page says of it, without the object's name in it. */
  async function answerTo(method: string, address: string, id: string): Promise<string> {
    const { status, headers, text } =
      method === 'GET' ? await owner.get(address) : await post(owner, address, filled)
    const next = status === 303 ? (await owner.get('/desk/account')).text : ''
    const notice = /<div class="notice"[^>]*>.*?<\/div>/.exec(next)?.[0] ?? ''
    return `${status} ${headers.location ?? ''} ${text} ${notice}`
      .replaceAll(encodeURIComponent(id), 'it')
      .replaceAll(id, 'it')
      .replace(/name="_csrf" value="[^"]*"/g, '')
  }

  it('is made of every kind that an address names', () => {
    const missing = places().filter(
      ({ path, param, route }) =>
        !known(theirs, path, param) && !unmade.has(route) && !route.includes('several/:batch'),
    )
    expect(missing.map(({ route, param }) => `${route} ${param}`)).to.deep.equal([])
  })

  it('is answered just as one that does not exist, and is not touched', async () => {
    const before = await everythingOf('theirs', Object.values(theirs))
    const differ: string[] = []
    for (const { route, method, path, param, addressOf } of places()) {
      const id = known(theirs, path, param)
      if (!id) continue
      const told = await answerTo(method, addressOf(id), id)
      const none = await answerTo(method, addressOf(nothing), nothing)
      if (told !== none) differ.push(`${route}, ${param}: ${told.slice(0, 200)} <> ${none.slice(0, 200)}`)
    }
    expect(differ).to.deep.equal([])
    await site.runner.idle()
    expect(await everythingOf('theirs', Object.values(theirs))).to.deep.equal(before)
  })

  it('is not found by the entry that it was entered by', async () => {
    for (const [consultation, status] of [
      ['theirs', 303],
      ['ours', 404],
    ] as const)
      expect((await owner.get(`/desk/${consultation}/entries/theirs:a`)).status).to.equal(status)
  })

  it('is there where it belongs', async () => {
    const gone: string[] = []
    for (const { route, method, path, param, addressOf } of places()) {
      const id = known(ours, path, param)
      if (method !== 'GET' || !id || unmade.has(route)) continue
      const { status } = await owner.get(addressOf(id))
      if (status !== 200 && status !== 303) gone.push(`${route}, ${param}: ${status}`)
    }
    expect(gone).to.deep.equal([])
  })
})

/** Every record that belongs to a consultation, or is one of these, as it is stored. */
async function everythingOf(consultation: string, ids: string[]): Promise<string[]> {
  const collections = (await mongoose.connection.listCollections()).map(({ name }) => name)
  const found: string[] = []
  for (const name of collections
    .filter(each => !['sessions', 'audit', 'signIns', 'hits'].includes(each))
    .sort())
    for await (const record of mongoose.connection.collection(name).find({})) {
      const written = JSON.stringify(record)
      if (record.consultation === consultation || ids.includes(String(record._id)))
        found.push(`${name} ${written}`)
    }
  return found.sort()
}
