import { expect } from 'chai'
import { operations } from '../../server/api/operations.ts'
import { type Scope, scopes } from '../../server/api/tokens/scopes.ts'
import { findRound } from '../../server/coding/rounds/roundStore.ts'
import { everyObject } from '../http/objects.ts'
import { routesOf } from '../routes.ts'
import { openSite, type Site } from '../site.ts'
import { expectProblem, Program, tokenFor } from './calling.ts'

/** What each route of the API asks of a token: a scope, any good token of the consultation, or none. */
const needs: Record<string, Scope | 'any' | 'none'> = {
  'GET /api/v1/openapi.json': 'none',
  'GET /api/v1/token': 'any',
  'GET /api/v1/consultations/:consultation': 'any',
  'GET /api/v1/consultations/:consultation/questionnaires/:version': 'any',
  'GET /api/v1/consultations/:consultation/responses': 'responses:read',
  'POST /api/v1/consultations/:consultation/responses': 'responses:write',
  'GET /api/v1/consultations/:consultation/responses/:response': 'responses:read',
  'GET /api/v1/consultations/:consultation/codebook': 'codings:read',
  'GET /api/v1/consultations/:consultation/codings': 'codings:read',
  'GET /api/v1/consultations/:consultation/findings': 'findings:read',
}

describe('who may use which part of the API', () => {
  let site: Site
  let owner: string
  let ours: Record<string, string>
  let theirs: Record<string, string>
  before(async () => {
    site = await openSite()
    owner = (await site.addPerson('owner')).id
    ours = await everyObject(site, 'ours')
    theirs = await everyObject(site, 'theirs')
  })
  after(() => site.close())

  /** Asks a route, of objects that are there, with a token or none. */
  async function ask(route: string, consultation: string, token?: string, objects = ours) {
    const [method = '', path = ''] = route.split(' ')
    const address = path
      .replace(':consultation', consultation)
      .replace(':version', '1')
      .replace(/:(\w+)/g, (_all, name: string) => objects[name] ?? 'nothing')
    const agent = site.agent()
    const asked = method === 'GET' ? agent.get(address) : agent.post(address).send({})
    return token === undefined ? asked : asked.set('Authorization', `Bearer ${token}`)
  }

  it('is said here for every route', () => {
    const routes = routesOf(site.app).filter(route => route.includes(' /api'))
    expect(routes.sort()).to.deep.equal(Object.keys(needs).sort())
    expect(routes).to.have.length(operations.length + 1)
  })

  for (const [route, need] of Object.entries(needs))
    it(`${route}: ${need}`, async () => {
      if (need === 'none') {
        expect((await ask(route, 'ours')).status).to.equal(200)
        return
      }
      expectProblem(await ask(route, 'ours'), 401)
      expectProblem(await ask(route, 'ours', `soundings_${'0'.repeat(40)}`), 401)
      for (const scope of scopes) {
        const answer = await ask(route, 'ours', await tokenFor('ours', owner, { scopes: [scope] }))
        if (need === 'any' || need === scope)
          expect(answer.status, scope).not.to.be.oneOf([401, 403, 404, 500])
        else expectProblem(answer, 403)
      }
      if (!route.includes(':consultation')) return
      const token = await tokenFor('ours', owner)
      const [foreign, none] = [
        await ask(route, 'theirs', token, theirs),
        await ask(route, 'never-begun', token),
      ]
      expectProblem(foreign, 404)
      expect(foreign.text).to.equal(none.text)
    })

  it('is told of an object of another consultation just as of none', async () => {
    const program = new Program(site, 'ours', await tokenFor('ours', owner))
    const [foreign, none] = [
      await program.get(`/responses/${theirs.response}`),
      await program.get('/responses/nothing'),
    ]
    expectProblem(foreign, 404)
    expect(foreign.text).to.equal(none.text)
    expect((await program.get(`/responses/${ours.response}`)).status).to.equal(200)
  })

  it('is told in JSON of addresses that are not there', async () => {
    expectProblem(await site.agent().get('/api/v1/nothing'), 404)
    expectProblem(await site.agent().delete('/api/v1/token'), 404)
    expectProblem(await site.agent().get('/api'), 404)
  })

  it('hides from whoever codes in a blind round what rests on codings, until it is over', async () => {
    const coder = (await findRound(ours.round ?? ''))?.coders[0] ?? ''
    const program = new Program(site, 'ours', await tokenFor('ours', coder))
    expectProblem(await program.get('/codings'), 403)
    expectProblem(await program.get('/findings'), 403)
    expect((await program.get('/responses')).status).to.equal(200)
  })
})
