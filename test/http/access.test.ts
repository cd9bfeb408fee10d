import { expect } from 'chai'
import { addRoles } from '../../server/accounts/people/give.ts'
import { consultationRoles, may, type Role, roles } from '../../server/accounts/roles.ts'
import { openConsultation } from '../responses/respondent.ts'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { asks, open } from './asks.ts'

/** Who asks: everybody has at most one role, those of a consultation in one consultation only. */
const everybody = ['signed out', 'none', ...roles] as const
type Who = (typeof everybody)[number]

describe('who may use which page', () => {
  let site: Site
  /** The consultation that they have their roles in, and one that is there all the same. */
  let ours: string
  let theirs: string
  const people = new Map<Who, Agent>()
  before(async () => {
    site = await openSite()
    ours = await openConsultation()
    theirs = await openConsultation()
    people.set('signed out', site.agent())
    people.set('none', await site.signIn())
    people.set('administrator', await site.signIn('administrator'))
    for (const role of consultationRoles) {
      const person = await site.addPerson()
      await addRoles(ours, { account: person.id, roles: [role], by: person.id, at: new Date() })
      people.set(role, await site.signInAs(person))
    }
  })
  after(() => site.close())

  it('is said here for every route of the desk', () => {
    const desk = routesOf(site.app).filter(route => route.includes(' /desk'))
    expect(desk.length).to.be.greaterThan(10)
    expect(desk.filter(route => !open.has(route)).sort()).to.deep.equal(Object.keys(asks).sort())
  })

  /** Whether somebody may use a page that belongs to no consultation, or to the one that they have a role in. */
  function isAllowed(who: Role | 'none', action: (typeof asks)[string], isInside: boolean): boolean {
    const isOfConsultation = who !== 'none' && who !== 'administrator'
    if (action === 'beginning') return who === 'administrator'
    if (action === 'importing')
      return who === 'administrator' || (isOfConsultation && may({ roles: [who] }, 'import'))
    return may({ roles: who === 'none' || isOfConsultation !== isInside ? [] : [who] }, action)
  }

  for (const [route, action] of Object.entries(asks))
    it(`${route}: is refused to all but those who may ${action}, and is nowhere for who works elsewhere`, async () => {
      const [method = '', path = ''] = route.split(' ')
      const isInside = path.includes('/:consultation')
      const addressIn = (consultation: string) =>
        path
          .replace(':consultation', consultation)
          .replace(':format', 'csv')
          .replace(/:[a-zA-Z]+/g, 'nothing-of-this-name')
      const ask = (agent: Agent, consultation: string) =>
        method === 'GET' ? agent.get(addressIn(consultation)) : post(agent, addressIn(consultation), {})
      const owner = people.get('owner')
      if (!owner) throw new Error('access: there is no owner')
      const [foreign, ...answers] = await Promise.all([
        isInside ? ask(owner, theirs) : undefined,
        ...[...people].map(async ([who, agent]) => ({ who, ...answer(await ask(agent, ours)) })),
      ])
      for (const { who, status, text, location } of answers) {
        if (who === 'signed out') expect(location, who).to.match(/^\/desk\/sign-in/)
        else if (isAllowed(who, action, isInside)) expect(status, who).not.to.be.oneOf([401, 403, 500])
        else if (isInside && (who === 'none' || who === 'administrator')) {
          expect(status, who).to.equal(404)
          expect(text, who).to.contain('There is no consultation at this address')
        } else expect(status, who).to.equal(403)
      }
      if (!foreign) return
      expect(foreign.status, 'owner of another').to.equal(404)
      expect(foreign.text, 'owner of another').to.contain('There is no consultation at this address')
    })

  it('says of a consultation that one has no role in just what it says where there is none', async () => {
    const owner = people.get('owner')
    const [there, nowhere] = [await owner?.get(`/desk/${theirs}`), await owner?.get('/desk/never-begun')]
    expect(there?.status).to.equal(404)
    expect(there?.text).to.equal(nowhere?.text)
  })
})

function answer({
  status,
  text,
  headers,
}: {
  status: number
  text: string
  headers: Record<string, string>
}) {
  return { status, text, location: headers.location ?? '' }
}
