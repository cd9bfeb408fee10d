import { expect } from 'chai'
import mongoose from 'mongoose'
import supertest from 'supertest'
import { latestEvents } from '../../../server/accounts/auditStore.ts'
import { findAccount } from '../../../server/accounts/store.ts'
import { createApp } from '../../../server/app.ts'
import type { Config } from '../../../server/config.ts'
import { databaseClient } from '../../../server/database/client.ts'
import { type Log, logInto } from '../../../server/http/log.ts'
import { type Agent, openSite, type Person, post, type Site } from '../../site.ts'
import { openProvider, type TestProvider, throughProvider } from './openProvider.ts'

export const path = '/desk/sign-in/provider'
export const back = `http://127.0.0.1${path}/back`

/** A site with a provider, and what people do there. */
export type Visiting = {
  site: Site
  provider: TestProvider
  logged: string[]
  /** Somebody new with an account here, whom the provider knows, and who comes there next; limits begin anew. */
  somebody(): Promise<Person>
  /** Has the provider know somebody, who is who comes there next. */
  known(sub: string, email: string, verified?: boolean): void
  /** A browser at another process of the site, or one that is set up otherwise. */
  elsewhere(changes?: Partial<Config>): Agent
  close(): Promise<void>
}

export async function openVisiting(): Promise<Visiting> {
  const provider = await openProvider(() => [back])
  const logged: string[] = []
  const log: Log = logInto('info', { write: line => logged.push(line) })
  const site = await openSite({ provider: provider.settings }, log)
  const known = (sub: string, email: string, verified = true) => {
    provider.people.set(sub, { email, email_verified: verified })
    provider.comes = sub
  }
  return {
    ...{ site, provider, logged, known },
    async somebody() {
      provider.fault = undefined
      await mongoose.connection.collection('hits').deleteMany({})
      const person = await site.addPerson('researcher')
      known(person.id, person.email)
      return person
    },
    elsewhere(changes = {}) {
      const { runner, post: mails } = site
      const config = { ...site.config, ...changes }
      return supertest.agent(createApp({ config, log, runner, post: mails, client: databaseClient() }))
    },
    async close() {
      await site.close()
      await provider.close()
    },
  }
}

/** The address that a page leads on to. */
export function leadsTo({ headers }: { headers: Record<string, string> }): URL {
  return new URL(/^0; url=(.*)$/.exec(headers.refresh ?? '')?.[1] ?? 'none:')
}

/** Presses the button. @returns the address at the provider that the site leads to */
export async function begin(agent: Agent, fields: object = {}): Promise<URL> {
  return leadsTo(await post(agent, path, { ...fields }))
}

/** Presses the button, and signs in at the provider. @returns the address that it leads back to */
export async function answered(agent: Agent, fields: object = {}): Promise<string> {
  return throughProvider((await begin(agent, fields)).href)
}

/** Comes back with what the provider sends. @returns where the site leads to */
export async function comeBack(agent: Agent, address: string): Promise<string> {
  const { pathname, search } = new URL(address)
  return (await agent.get(`${pathname}${search}`).expect(303)).headers.location ?? ''
}

/** The whole way. @returns where the site leads to in the end */
export async function come(agent: Agent, fields: object = {}): Promise<string> {
  return comeBack(agent, await answered(agent, fields))
}

export async function isIn(agent: Agent): Promise<boolean> {
  return (await agent.get('/desk')).status === 200
}

/** The page to sign in on. */
export async function said(agent: Agent): Promise<string> {
  return (await agent.get('/desk/sign-in').expect(200)).text
}

export async function linkOf(account: string) {
  return (await findAccount(account))?.link
}

/** What stands in the trail of an account, the oldest first. */
export async function whatWasDone(account: string): Promise<string[]> {
  return (await latestEvents()).flatMap(event => (event.on === account ? [event.what] : [])).reverse()
}

/** Holds that the log tells of each of these reasons, and of nobody’s address. */
export function expectLogged(logged: string[], reasons: string[]): void {
  const lines = logged.join('')
  for (const why of reasons) expect(lines, why).to.contain(`"why":"${why}"`)
  expect(lines).not.to.match(/\S@\S+\.\w/)
}
