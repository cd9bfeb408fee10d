import { randomBytes } from 'node:crypto'
import type { Express } from 'express'
import mongoose from 'mongoose'
import { pino } from 'pino'
import supertest from 'supertest'
import { hashPassword } from '../server/accounts/password.ts'
import type { Role } from '../server/accounts/roles.ts'
import { addAccount } from '../server/accounts/store.ts'
import { createApp } from '../server/app.ts'
import { registerWork } from '../server/background.ts'
import type { Config } from '../server/config.ts'
import { databaseClient } from '../server/database/client.ts'
import { newId } from '../server/database/ids.ts'
import { migrate } from '../server/database/migrations.ts'
import { keepKeysIn } from '../server/database/sealing/keyring.ts'
import type { Log } from '../server/http/log.ts'
import { Runner } from '../server/jobs/runner.ts'
import { Post } from '../server/mail/post.ts'
import { openTestDatabase } from './database/testDatabase.ts'

export type Agent = ReturnType<typeof supertest.agent>

/** The real application on a database of its own, for one `describe`. */
export type Site = {
  app: Express
  config: Config
  runner: Runner
  post: Post
  /** A browser without an account. */
  agent(): Agent
  /** Someone with these roles everywhere, who can sign in. */
  addPerson(...roles: Role[]): Promise<Person>
  /** A browser in which this person has signed in. */
  signInAs(person: Person): Promise<Agent>
  /** The same of someone new with these roles everywhere. */
  signIn(...roles: Role[]): Promise<Agent>
  close(): Promise<void>
}

export type Person = { id: string; name: string; email: string; password: string }

const password = 'correct horse battery'
const passwordHash = hashPassword(password)

const silent = pino({ level: 'silent' })

/** `changes` to the settings that tests usually have. @param log what the site logs, for who reads it */
export async function openSite(changes: Partial<Config> = {}, log: Log = silent): Promise<Site> {
  const database = await openTestDatabase()
  await mongoose.connect(database.uri, { autoIndex: false })
  const encryption = { given: [randomBytes(32).toString('hex')], file: '', makes: false }
  keepKeysIn(changes.encryption ?? encryption)
  await migrate()
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    baseUrl: 'http://127.0.0.1',
    dataFolder: '',
    mongodbUri: database.uri,
    sessionSecret: randomBytes(32).toString('hex'),
    encryption,
    demo: false,
    loopback: true,
    proxies: 0,
    perMinute: { starts: 10_000, uploads: 10_000, calls: 10_000 },
    holdByPace: false,
    provider: undefined,
    mail: { smtpUrl: undefined, from: { name: 'Soundings', address: 'no-reply@soundings.example' } },
    backups: { folder: undefined, everyHours: 24, keep: 14, passphrase: undefined, keyFile: undefined },
    longestAnswerMs: 120_000,
    metricsToken: undefined,
    webhooksToLoopback: false,
    logLevel: 'silent',
    production: false,
    ...changes,
  }
  const runner = new Runner(log)
  const services = { config, log, runner, post: new Post(config), client: databaseClient() }
  registerWork(services)
  const app = createApp(services)
  // As in production: reading and compiling every template again would be most of what a page costs.
  app.enable('view cache')
  const signInAs = async ({ email, password }: Person) => {
    const agent = supertest.agent(app)
    await post(agent, '/desk/sign-in', { email, password })
    return agent
  }
  return {
    app,
    config,
    runner,
    post: services.post,
    agent: () => supertest.agent(app),
    addPerson,
    signInAs,
    signIn: async (...roles) => signInAs(await addPerson(...roles)),
    async close() {
      await runner.stop()
      await mongoose.disconnect()
      await database.drop()
    },
  }
}

async function addPerson(...roles: Role[]): Promise<Person> {
  const id = newId()
  const role = roles[0] ?? 'colleague'
  const email = `${role}.${id.toLowerCase()}@example.org`
  const account = { _id: id, email, name: `A ${role}`, roles, createdAt: new Date() }
  await addAccount({ ...account, passwordHash: await passwordHash })
  return { id, name: account.name, email, password }
}

/** The token of each browser’s session, once a page has told it. */
const tokens = new WeakMap<Agent, string>()

/**
 * The token of a browser’s session, as the page at `page` holds it. That is read for its first form only: that every
 * form has the token is held by test/http/tokens.test.ts.
 */
export async function tokenOf(agent: Agent, page = '/desk/sign-in'): Promise<string> {
  const token = tokens.get(agent) ?? csrfIn((await agent.get(page)).text)
  if (token) tokens.set(agent, token)
  return token
}

/** Sends a desk form as its page would, with the token of the session. */
export async function post(agent: Agent, path: string, fields: Record<string, unknown>, page?: string) {
  const token = await tokenOf(agent, page)
  // Who signs in or out gets another session.
  if (path.startsWith('/desk/sign-')) tokens.delete(agent)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: token, ...fields })
}

/** The token in a page's forms. */
export function csrfIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
