import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import { registerSamePerson } from './campaigns/samePerson/look.ts'
import { registerCampaigns } from './campaigns/search.ts'
import { registerAdjudication } from './coding/adjudication/settleDifference.ts'
import { registerAudit } from './coding/audit/draw.ts'
import { registerHeldCopies } from './coding/care/holdCopies.ts'
import { registerLanguages } from './coding/language.ts'
import { registerLearning } from './coding/learnFromCodings.ts'
import { registerLetters } from './coding/letters/decideOnLetter.ts'
import { registerReshaping } from './coding/reshaping/reshape.ts'
import { registerRounds } from './coding/rounds/settle.ts'
import { registerTagging } from './coding/tagResponses.ts'
import { registerColleagueLetters } from './colleagues/letters.ts'
import type { Config } from './config.ts'
import { registerInvitationLists } from './consultations/invitations/listJob.ts'
import { registerInvitationMails } from './consultations/invitations/write.ts'
import { databaseClient } from './database/client.ts'
import { connectDatabase } from './database/connect.ts'
import { migrate } from './database/migrations.ts'
import { registerFindings } from './findings/look.ts'
import { createLog } from './http/log.ts'
import { Traffic } from './http/traffic.ts'
import { registerAttributes } from './importing/attributes/give.ts'
import { registerDocuments } from './importing/documents/importDocuments.ts'
import { registerImport } from './importing/importJob.ts'
import { Runner } from './jobs/runner.ts'
import { releaseAll } from './jobs/store.ts'
import { takeUpAll } from './mail/mailStore.ts'
import { Post } from './mail/post.ts'
import { registerMail } from './mail/sending/register.ts'
import { registerProjects } from './projects/bring/bringProject.ts'
import { registerPublishing } from './reports/publication/markFindings.ts'
import { registerCutting } from './responses/anonymity/cut.ts'
import { registerRespondentMails } from './responses/byMail/letters.ts'
import { registerEmptying } from './responses/emptySent.ts'
import { registerLettingIn } from './responses/held/letIn.ts'
import { registerInvitationLetters } from './responses/invited/letters.ts'
import { currentKey } from './responses/receipts/keys.ts'
import { askForSweep, registerSweep } from './responses/sweep.ts'
import { registerCodingBatches } from './search/batches/codeBatch.ts'
import type { Services } from './services.ts'
import { registerApprovalMails } from './testimony/approvals/mails.ts'
import { registerDeleting } from './testimony/deleteTakenBack.ts'
import { registerMarking } from './testimony/markPublications.ts'
import { registerNotices } from './testimony/notices/mails.ts'

const aDay = 24 * 60 * 60 * 1000

export type Running = { url: string; services: Services; stop(): Promise<void> }

/** Connects the database, starts the background work and listens. What was begun is ended when a part cannot start. */
export async function start(config: Config): Promise<Running> {
  const log = createLog(config.logLevel)
  const { mongodbUri, dataFolder } = config
  const database = await connectDatabase({ mongodbUri, dataFolder, own: true })
  const traffic = new Traffic()
  const runner = new Runner(log, () => traffic.isHeavy())
  const post = new Post(config)
  const services: Services = { config, log, runner, post, client: databaseClient() }
  try {
    await migrate()
    await currentKey(config.sessionSecret)
    // The folder of an embedded database has one server: what is marked as running was killed with the last.
    if (database.embedded) await Promise.all([releaseAll(), takeUpAll(new Date())])
    registerEmptying(runner)
    registerLettingIn(runner)
    registerCutting(runner)
    registerImport(runner)
    registerDocuments(runner)
    registerAttributes(runner)
    registerProjects(runner)
    registerMarking(runner)
    registerDeleting(runner)
    registerPublishing(runner)
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
    registerRespondentMails(services)
    registerColleagueLetters(services)
    registerApprovalMails(services)
    registerNotices(services)
    registerInvitationLists(services)
    registerInvitationMails(services)
    registerInvitationLetters(services)
    registerMail(services)
    registerSweep(runner)
    await askForSweep()
    const server = createApp(services).listen(config.port, config.host)
    traffic.watch(server)
    await once(server, 'listening')
    runner.start()
    const sweeping = setInterval(() => sweepAgain(services), aDay)
    const { port } = server.address() as AddressInfo
    return {
      url: config.baseUrl.replace(/:0$/, `:${port}`),
      services,
      async stop() {
        clearInterval(sweeping)
        await closed(server)
        await runner.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function sweepAgain({ runner, log }: Services): void {
  askForSweep().then(
    () => runner.wake(),
    error => log.error({ err: error }, 'asking for the sweep failed'),
  )
}

/** Lets requests under way finish, and ends idle connections. */
function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 10_000).unref()
  })
}
