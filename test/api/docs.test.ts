import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { actionNames } from '../../server/accounts/roles.ts'
import { operations } from '../../server/api/operations.ts'
import { scopeActions, scopes } from '../../server/api/tokens/scopes.ts'
import { root } from '../../server/root.ts'
import { openConsultation } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'
import { Program, tokenFor } from './calling.ts'

const document = readFileSync(`${root}/docs/api.md`, 'utf8')

/** The commands of the document's blocks for a shell. */
function commands(): string[] {
  const blocks = [...document.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  return blocks.flatMap(block => block.replace(/\\\n\s*/g, '').split(/\n(?=curl )/))
}

/** The words of a command as a shell would read them, with what stands for the variables in double quotes. */
function wordsIn(command: string, variables: Record<string, string>): string[] {
  return [...command.trim().matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) =>
    double === undefined
      ? (single ?? bare ?? '')
      : double.replace(/\$([A-Z]+)/g, (_all, name: string) => {
          const value = variables[name]
          if (value === undefined) throw new Error(`wordsIn: nothing stands for $${name}`)
          return value
        }),
  )
}

/** Does what curl would: the flags that the document uses, and no others. */
function curl(command: string, variables: Record<string, string>): Promise<Response> {
  const [name, ...words] = wordsIn(command, variables)
  if (name !== 'curl') throw new Error(`curl: ${command} is another command`)
  const headers: [string, string][] = []
  let method = 'GET'
  let body: string | undefined
  let url = ''
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-sS') continue
    if (word === '-X') method = words[++at] ?? ''
    else if (word === '-d') body = words[++at]
    else if (word === '-H') {
      const [header = '', value = ''] = (words[++at] ?? '').split(/: (.*)/)
      headers.push([header, value])
    } else if (word.startsWith('-')) throw new Error(`curl: ${word} is not known here`)
    else url = word
  }
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
}

describe('the document of the API for people', () => {
  let site: Site
  let server: Server
  let variables: Record<string, string>
  before(async () => {
    site = await openSite()
    server = createServer(site.app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const consultation = await openConsultation()
    const token = await tokenFor(consultation, (await site.addPerson('owner')).id)
    const sending = commands().find(command => command.includes('-X POST')) ?? ''
    const body = JSON.parse(wordsIn(sending, { SITE: '', CONSULTATION: '', TOKEN: '' }).at(-1) ?? '')
    const { body: taken } = await new Program(site, consultation, token).send(body)
    variables = {
      SITE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ TOKEN: token, CONSULTATION: consultation, RESPONSE: taken.id },
    }
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await site.close()
  })

  for (const command of commands())
    it(`does what it says: ${command.trim().split('\n')[0]?.slice(0, 150)}`, async () => {
      const response = await curl(command, variables)
      const answer = (await response.json()) as Record<string, unknown>
      expect(response.status, JSON.stringify(answer)).to.equal(command.includes('-X POST') ? 201 : 200)
      expect(response.headers.get('content-type')).to.match(/^application\/json/)
    })

  it('has an example of each operation', () => {
    const asked = commands().map(command => {
      const words = wordsIn(command, {
        SITE: '',
        TOKEN: '',
        CONSULTATION: ':consultation',
        RESPONSE: ':response',
      })
      const [path = ''] = (words.find(word => word.startsWith('/api/v1')) ?? '').split('?')
      const method = command.includes('-X POST') ? 'post' : 'get'
      return `${method} ${path.replace('/api/v1', '').replace('questionnaires/1', 'questionnaires/:version')}`
    })
    const all = [...operations.map(({ method, path }) => `${method} ${path}`), 'get /openapi.json']
    expect(asked.sort()).to.deep.equal(all.sort())
  })

  it('says of each scope what it asks of who made the token', () => {
    for (const scope of scopes) {
      const [row = ''] = document.split('\n').filter(line => line.startsWith(`| \`${scope}\``))
      const may = row.split('|').at(-2)?.trim() ?? 'nothing'
      expect(actionNames[scopeActions[scope]]).to.match(new RegExp(`^${may}`))
    }
  })
})
