import { expect } from 'chai'
import type { Express } from 'express'
import { type Action, may, type Role, roles } from '../../server/accounts/roles.ts'
import { type Agent, openSite, type Site } from '../site.ts'

/** What each route of the desk asks of an account. A route that is not here fails the first test. */
const asks: Record<string, Action> = {
  'GET /desk': 'read',
  'GET /desk/accounts': 'manageAccounts',
  'POST /desk/accounts': 'manageAccounts',
  'GET /desk/import': 'import',
  'POST /desk/import': 'import',
  'GET /desk/import/:import': 'import',
  'POST /desk/import/:import': 'import',
}

/** Routes that anybody may use: they have their own token, or nothing to hide. */
const open = new Set([
  'GET /desk/sign-in',
  'POST /desk/sign-in',
  'POST /desk/sign-out',
  'GET /desk/first-owner/:token',
  'POST /desk/first-owner/:token',
])

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } }

/** Every route of the application as "METHOD /path". */
function routesOf(app: Express): string[] {
  const walk = (layers: Layer[]): string[] =>
    layers.flatMap(({ route, handle }) =>
      route
        ? Object.keys(route.methods).map(method => `${method.toUpperCase()} ${route.path}`)
        : walk(handle.stack ?? []),
    )
  return [...new Set(walk((app.router as unknown as { stack: Layer[] }).stack))]
}

describe('who may use which page', () => {
  let site: Site
  const people = new Map<Role | 'nobody', Agent>()
  before(async () => {
    site = await openSite()
    people.set('nobody', site.agent())
    for (const role of roles) people.set(role, await site.signIn(role))
  })
  after(() => site.close())

  it('is said here for every route of the desk', () => {
    const desk = routesOf(site.app).filter(route => route.includes(' /desk'))
    expect(desk.length).to.be.greaterThan(10)
    expect(desk.filter(route => !open.has(route)).sort()).to.deep.equal(Object.keys(asks).sort())
  })

  for (const [route, action] of Object.entries(asks))
    it(`${route}: is refused to all but those who may ${action}`, async () => {
      const [method = '', path = ''] = route.split(' ')
      const address = path.replace(/:[a-zA-Z]+/g, 'nothing-of-this-name')
      for (const [who, agent] of people) {
        const allowed = who !== 'nobody' && may({ roles: [who] }, action)
        const token = /name="_csrf" value="([^"]+)"/.exec((await agent.get('/desk/sign-in')).text)?.[1]
        const response =
          method === 'GET'
            ? await agent.get(address)
            : await agent.post(address).type('form').send({ _csrf: token })
        if (who === 'nobody') expect(response.headers.location, who).to.match(/^\/desk\/sign-in/)
        else if (allowed) expect(response.status, who).not.to.be.oneOf([401, 403, 500])
        else expect(response.status, who).to.equal(403)
      }
    })
})
