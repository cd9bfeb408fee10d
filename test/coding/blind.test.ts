import { expect } from 'chai'
import { codePassage, decideOnTag } from '../../server/coding/decide.ts'
import { addMemo, type Memo } from '../../server/coding/memos/memoStore.ts'
import { recordOf } from '../../server/coding/record.ts'
import { beginRound } from '../../server/coding/rounds/begin.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { claim } from '../findings/claim.ts'
import { download } from '../privacy/unzipped.ts'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, type Person, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { tagOf } from './desk.ts'

const consultation = 'blindfold'
const words = 'Pay is low. There are too many layers. Nobody stays for long.'
const chosen = { how: 'all', size: 0, question: '', attribute: '', references: '' } as const

/** Addresses that ask for something in particular. */
const asked = [
  'themes/pay?show=rejected',
  'themes/pay?show=unreviewed',
  'search?q=theme:pay',
  'search?q=verdict:rejected',
  'search?theme=pay&verdict=accepted',
  'search/code?q=low&theme=pay',
  'queue?order=leastSure',
  'queue?theme=pay',
  'codebook/pay/merge?into=turnover',
  'memos/memos.md',
  'pictures?by=sector',
  'transfers/codings.csv',
  'transfers/codings.jsonl',
  'transfers/respondents.csv',
  'transfers/trail.csv',
]

/** Addresses that tell everybody else of what is coded. */
const telling = [
  ...['', '/themes/pay', '/queue', '/pictures', '/curve', '/drift', '/memos', '/memos/memos.csv'],
  ...['/search?q=theme:pay', '/transfers/codings.csv'],
].map(page => `/desk/${consultation}${page}`)

async function wordsIn(agent: Agent, address: string): Promise<string> {
  const { files } = await download(agent, address)
  return [...files].map(([name, bytes]) => `${name}: ${bytes.toString('utf8')}`).join('\n')
}

describe('Whoever codes in a blind round', () => {
  let site: Site
  let coders: [Person, Person]
  /** Codes in the round, and may open every page as an owner. */
  let blind: Agent
  /** An owner who codes in no round. */
  let sighted: Agent
  let response: Response
  let addresses: string[]
  let first: Map<string, string>
  let then: Map<string, string>
  /** Which addresses the same changed for whoever is not blind. */
  let changed: string[]

  const responseOf = async (agent: Agent, address: string): Promise<string> => {
    const { status, headers, text = '' } = await agent.get(address)
    const isFile = status === 200 && address.endsWith('.zip')
    const told = status === 303 ? String(headers.location) : isFile ? await wordsIn(agent, address) : text
    const same = told
      .replace(/name="_csrf" value="[^"]*"/g, '')
      .replace(/\d\d?:\d\d(:\d\d)?(\.\d+| ?[ap]m)?/g, 'now')
      // That they looked at this before, and where they were themselves.
      .replace(/\{[^{}]*exported all that is kept[^{}]*\},?\s*/g, '')
      .replace(/<p[^>]*><a [^>]*>Go on w.*/g, '')
    return `${status} ${same}`
  }
  const look = async (agent: Agent, at = addresses): Promise<Map<string, string>> => {
    const pages = new Map<string, string>()
    for (const address of at) pages.set(address, await responseOf(agent, address))
    return pages
  }

  before(async () => {
    site = await openSite()
    coders = [await site.addPerson('owner'), await site.addPerson('researcher')]
    blind = await site.signInAs(coders[0])
    sighted = await site.signIn('owner')
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']), theme('layers', ['layer*']), theme('turnover', []))
    const responses: Response[] = []
    for (const key of ['a', 'b', 'c']) responses.push(await respond(consultation, key, { obstacles: words }))
    await site.runner.idle()
    response = responses[0] as Response
    const finding = await claim(consultation, { themes: ['pay'] })
    const begun = await beginRound(
      consultation,
      coders[1].id,
      coders.map(({ id }) => id),
      chosen,
      {
        filter: '',
        seed: 1,
      },
    )
    if (!begun.ok) throw new Error('no round')
    await site.runner.idle()
    const known: Record<string, string> = {
      ...{ consultation, response: response._id, theme: 'pay', finding: finding._id, round: begun.round._id },
      ...{ picture: 'themes', file: 'codings', use: 'named' },
    }
    const routes = routesOf(site.app).filter(route => route.startsWith('GET /desk/:consultation'))
    addresses = [
      ...routes.map(route =>
        route
          .slice('GET '.length)
          .replace(':format', 'csv')
          .replace(/:([a-zA-Z]+)/g, (_all, name: string) => known[name] ?? 'nothing'),
      ),
      ...asked.map(address => `/desk/${consultation}/${address}`),
    ]
    // From here on both have it open, and every page says so.
    for (const agent of [blind, sighted]) await agent.get(`/desk/${consultation}/responses/${response._id}`)
    const toAll = await look(sighted, telling)
    first = await look(blind)
    await theOtherCodes()
    then = await look(blind)
    const toAllThen = await look(sighted, telling)
    changed = telling.filter(address => toAll.get(address) !== toAllThen.get(address))
  })
  after(() => site.close())

  /** Codes, accepts, rejects and writes a memo in a response of the round, without being done with it. */
  async function theOtherCodes() {
    const record = await recordOf(consultation, response._id)
    const [text = ''] = currentTexts(response)
    const { id } = coders[1]
    const of = (start: number, end: number, which: string) =>
      codePassage(record, id, {
        ...{ text, span: { start, end }, theme: which, stance: 'opposes', sawTags: false },
      })
    await of(0, 11, 'turnover')
    await of(39, 61, 'turnover')
    const ruling = { verdict: 'accepted', stance: 'supports' } as const
    await decideOnTag(await recordOf(consultation, response._id), id, await tagOf(response, 'pay'), ruling)
    const memo: Memo = {
      ...{ _id: 'memo', consultation, by: id, at: new Date() },
      about: { kind: 'response', id: response._id },
      versions: [{ at: new Date(), text: 'Reads like the turnover theme to me.' }],
    }
    await addMemo(memo)
    await site.runner.idle()
  }

  it('finds nothing of what others code in it, on any page and in any file', () => {
    const differ = addresses.filter(address => first.get(address) !== then.get(address))
    expect(differ).to.deep.equal([])
    expect(changed).to.deep.equal(telling)
  })

  it('is told why, and where something is left out', () => {
    const at = (page: string) => then.get(`/desk/${consultation}${page}`)
    expect(at('/pictures')).to.match(/^403 /).and.include('You code in a blind round')
    expect(at('')).to.include('leave out 3 responses of it')
    expect(at('/themes/pay')).to.include('are left out here, of the numbers too')
  })
})
