import { seededRandom } from '../../analysis/application.ts'
import { everyObject } from '../http/objects.ts'
import { openConsultation, respondentTo } from '../responses/respondent.ts'
import { routesOf } from '../routes.ts'
import { type Agent, csrfIn, openSite, type Site, tokenOf } from '../site.ts'

/** What is put where a page expects an ordinary value; as it stands in an address or a form. */
const values = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '9007199254740993',
  'NaN',
  'true',
  'null',
  '[]',
  '{"$gt":""}',
  '$where',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '%00',
  'a%00b',
  '%ff%fe',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '%E2%80%AE',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E',
  'javascript:alert(1)',
  'https%3A%2F%2Fevil.example%2F',
  '%2F%2Fevil.example',
  '%5C%5Cevil.example',
  '%7B%7Bconstructor%7D%7D',
  "'%22`%3B--",
  '%0d%0aSet-Cookie:%20a=b',
  '(((((((((((((((((((((((((((((((((((((a',
  '%5B%5B*%5D(a%2B)%2B%24',
  `${'a'.repeat(40)}!`,
  'x'.repeat(20_000),
]
/** How the name of a field is bent, so that what is read of it is a list, an object, or another's property. */
const shapes = ['NAME', 'NAME[]', 'NAME[$gt]', 'NAME[a][b]', 'NAME[__proto__][polluted]', 'NAME[0]']
/** Fields that some form or address has, beside those that the pages themselves name. */
const usual = ['after', 'page', 'q', 'as', 'sort', 'seen', 'order', 'version', 'from', 'to', 'do', 'id']

/** Markup of ours that stands in a page as markup, in place of the words that it is. */
const obeyed = /<script>alert\(1\)|<img src=x|href="javascript:/
/** An address of somewhere else. */
const elsewhere = /^(?:https?:)?[/\\]{2}evil/

/** A request that the program did not know how to answer, or of which it did what its sender is not to have done. */
export type Fault = { request: string; problem: string }

/** A site with one thing of everything, and those who may do all there; what they send is decided by a seed. */
export class Hostile {
  readonly site: Site
  readonly #people: Agent[]
  readonly #objects: Record<string, string>
  readonly #random: () => number
  /** The token of the respondent’s forms. */
  readonly #csrf: string
  readonly #fields = new Set(usual)

  private constructor(
    site: Site,
    people: Agent[],
    objects: Record<string, string>,
    { seed, csrf }: { seed: number; csrf: string },
  ) {
    this.site = site
    this.#people = people
    this.#objects = objects
    this.#random = seededRandom(seed)
    this.#csrf = csrf
  }

  static async open(seed: number): Promise<Hostile> {
    const site = await openSite()
    const objects = await everyObject(site, 'ours')
    await site.runner.idle()
    const { token } = await respondentTo(site, await openConsultation())
    const csrf = csrfIn((await site.agent().get(`/answer/${token}/about`)).text)
    const people = [await site.signIn('owner'), await site.signIn('administrator'), site.agent()]
    return new Hostile(site, people, { ...objects, consultation: 'ours', token }, { seed, csrf })
  }

  /** Asks each route once by each kind of person, with whatever comes to mind. @returns what ended in a fault */
  async round(): Promise<Fault[]> {
    const faults: Fault[] = []
    for (const route of routesOf(this.site.app)) {
      const [method = '', path = ''] = route.split(' ')
      const agent = this.#people[path.startsWith('/desk') ? this.#upTo(2) : 2]
      if (!agent || path.includes('*') || /sign-(in|out)/.test(path)) continue
      const address = `${this.#addressOf(path)}?${this.#query(2)}`
      const fault = await this.#ask(agent, method, address)
      if (fault) faults.push(fault)
    }
    return faults
  }

  async close(): Promise<void> {
    await this.site.close()
  }

  /** What a value of the outside must never reach: the properties that all objects have. */
  isPolluted(): boolean {
    return 'polluted' in {}
  }

  async #ask(agent: Agent, method: string, address: string): Promise<Fault | undefined> {
    const csrf = address.startsWith('/desk') ? await tokenOf(agent) : this.#csrf
    const body = method === 'GET' ? '' : `_csrf=${encodeURIComponent(csrf)}&${this.#query(6)}`
    const asked =
      method === 'GET'
        ? agent.get(address)
        : agent.post(address).set('Content-Type', 'application/x-www-form-urlencoded').send(body)
    const { status, headers, text = '' } = await asked.buffer(true).redirects(0)
    for (const [, name = ''] of text.matchAll(/ name="([^"]{1,40})"/g)) this.#fields.add(name)
    const isPage = String(headers['content-type']).startsWith('text/html')
    const problems = [
      status >= 500 && status !== 503 ? `${status} ${text.slice(0, 200)}` : '',
      isPage ? (obeyed.exec(text)?.[0] ?? '') : '',
      elsewhere.exec(headers.location ?? '')?.[0] ?? '',
      String(headers['set-cookie']).includes('a=b') ? 'a header of its own' : '',
    ]
    const problem = problems.filter(Boolean).join('; ')
    return problem
      ? { request: `${method} ${address.slice(0, 300)} ${body.slice(0, 600)}`, problem }
      : undefined
  }

  /** An address of the route: mostly of things that are there, so that the handler goes on to what was sent. */
  #addressOf(path: string): string {
    return path.replace(/:([a-zA-Z]+)/g, (_all, name: string) => {
      const known = this.#objects[name]
      return known !== undefined && this.#random() < 0.85
        ? encodeURIComponent(known)
        : this.#one(values) || 'x'
    })
  }

  #query(most: number): string {
    const fields = [...this.#fields].filter(name => name !== '_csrf')
    return Array.from({ length: this.#upTo(most) }, () => {
      const name = this.#one(shapes).replace('NAME', encodeURIComponent(this.#one(fields)))
      return `${name}=${this.#one(values)}`
    }).join('&')
  }

  #upTo(most: number): number {
    return Math.floor(this.#random() * (most + 1))
  }

  #one(list: readonly string[]): string {
    return list[Math.floor(this.#random() * list.length)] ?? ''
  }
}
