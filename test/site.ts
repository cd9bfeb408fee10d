import { randomBytes } from 'node:crypto'
import type { Express } from 'express'
import mongoose from 'mongoose'
import { pino } from 'pino'
import supertest from 'supertest'
import { hashPassword } from '../server/accounts/password.ts'
import type { Role } from '../server/accounts/roles.ts'
import { addAccount } from '../server/accounts/store.ts'
import { createApp } from '../server/app.ts'
import { registerSamePerson } from '../server/campaigns/samePerson/look.ts'
import { registerCampaigns } from '../server/campaigns/search.ts'
import { registerAdjudication } from '../server/coding/adjudication/settleDifference.ts'
import { registerAudit } from '../server/coding/audit/draw.ts'
import { registerHeldCopies } from '../server/coding/care/holdCopies.ts'
import { registerLanguages } from '../server/coding/language.ts'
import { registerLearning } from '../server/coding/learnFromCodings.ts'
import { registerLetters } from '../server/coding/letters/decideOnLetter.ts'
import { registerReshaping } from '../server/coding/reshaping/reshape.ts'
import { registerRounds } from '../server/coding/rounds/settle.ts'
import { registerTagging } from '../server/coding/tagResponses.ts'
import { registerColleagueLetters } from '../server/colleagues/letters.ts'
import type { Config } from '../server/config.ts'
import { registerInvitationLists } from '../server/consultations/invitations/listJob.ts'
import { registerInvitationMails } from '../server/consultations/invitations/write.ts'
import { databaseClient } from '../server/database/client.ts'
import { newId } from '../server/database/ids.ts'
import { migrate } from '../server/database/migrations.ts'
import { registerFindings } from '../server/findings/look.ts'
import { registerAttributes } from '../server/importing/attributes/give.ts'
import { registerDocuments } from '../server/importing/documents/importDocuments.ts'
import { registerImport } from '../server/importing/importJob.ts'
import { Runner } from '../server/jobs/runner.ts'
import { Post } from '../server/mail/post.ts'
import { registerMail } from '../server/mail/sending/register.ts'
import { registerProjects } from '../server/projects/bring/bringProject.ts'
import { registerPublishing } from '../server/reports/publication/markFindings.ts'
import { registerCutting } from '../server/responses/anonymity/cut.ts'
import { registerRespondentMails } from '../server/responses/byMail/letters.ts'
import { registerEmptying } from '../server/responses/emptySent.ts'
import { registerLettingIn } from '../server/responses/held/letIn.ts'
import { registerInvitationLetters } from '../server/responses/invited/letters.ts'
import { registerCodingBatches } from '../server/search/batches/codeBatch.ts'
import { registerApprovalMails } from '../server/testimony/approvals/mails.ts'
import { registerDeleting } from '../server/testimony/deleteTakenBack.ts'
import { registerMarking } from '../server/testimony/markPublications.ts'
import { registerNotices } from '../server/testimony/notices/mails.ts'
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
  /** Someone with this role, who can sign in. */
  addPerson(role: Role): Promise<Person>
  /** A browser in which this person has signed in. */
  signInAs(person: Person): Promise<Agent>
  /** The same of someone new with this role. */
  signIn(role: Role): Promise<Agent>
  close(): Promise<void>
}

export type Person = { id: string; name: string; email: string; password: string }

const password = 'correct horse battery'
const passwordHash = hashPassword(password)

/** `changes` to the settings that tests usually have. */
export async function openSite(changes: Partial<Config> = {}): Promise<Site> {
  const database = await openTestDatabase()
  await mongoose.connect(database.uri, { autoIndex: false })
  await migrate()
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    baseUrl: 'http://127.0.0.1',
    dataFolder: '',
    mongodbUri: database.uri,
    sessionSecret: randomBytes(32).toString('hex'),
    demo: false,
    loopback: true,
    proxies: 0,
    perMinute: { starts: 10_000, uploads: 10_000 },
    holdByPace: false,
    mail: { smtpUrl: undefined, from: { name: 'Soundings', address: 'no-reply@soundings.example' } },
    logLevel: 'silent',
    production: false,
    ...changes,
  }
  const log = pino({ level: 'silent' })
  const runner = new Runner(log)
  registerEmptying(runner)
  registerLettingIn(runner)
  registerCutting(runner)
  registerLanguages(runner)
  registerTagging(runner)
  registerLearning(runner)
  registerAudit(runner)
  registerCodingBatches(runner)
  registerLetters(runner)
  registerHeldCopies(runner)
  registerRounds(runner)
  registerAdjudication(runner)
  registerReshaping(runner)
  registerCampaigns(runner)
  registerSamePerson(runner)
  registerFindings(runner)
  registerImport(runner)
  registerDocuments(runner)
  registerAttributes(runner)
  registerProjects(runner)
  registerMarking(runner)
  registerDeleting(runner)
  registerPublishing(runner)
  const services = { config, log, runner, post: new Post(config), client: databaseClient() }
  registerRespondentMails(services)
  registerColleagueLetters(services)
  registerApprovalMails(services)
  registerNotices(services)
  registerInvitationLists(services)
  registerInvitationMails(services)
  registerInvitationLetters(services)
  registerMail(services)
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
    signIn: async role => signInAs(await addPerson(role)),
    async close() {
      await runner.stop()
      await mongoose.disconnect()
      await database.drop()
    },
  }
}

async function addPerson(role: Role): Promise<Person> {
  const id = newId()
  const email = `${role}.${id.toLowerCase()}@example.org`
  const account = { _id: id, email, name: `A ${role}`, roles: [role], createdAt: new Date() }
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
