import { registerSealing } from './accounts/trail/sealEvents.ts'
import { registerWebhooks } from './api/webhooks/register.ts'
import { registerBackups } from './backups/schedule.ts'
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
import { registerInvitationLists } from './consultations/invitations/listJob.ts'
import { registerInvitationMails } from './consultations/invitations/write.ts'
import { registerFindings } from './findings/look.ts'
import { registerAttributes } from './importing/attributes/give.ts'
import { registerDocuments } from './importing/documents/importDocuments.ts'
import { registerImport } from './importing/importJob.ts'
import { registerMail } from './mail/sending/register.ts'
import { registerErasing } from './privacy/erasing/ask.ts'
import { registerRetention } from './privacy/retention/job.ts'
import { registerProjects } from './projects/bring/bringProject.ts'
import { registerPublishing } from './reports/publication/markFindings.ts'
import { registerCutting } from './responses/anonymity/cut.ts'
import { registerRespondentMails } from './responses/byMail/letters.ts'
import { registerEmptying } from './responses/emptySent.ts'
import { registerLettingIn } from './responses/held/letIn.ts'
import { registerInvitationLetters } from './responses/invited/letters.ts'
import { registerResealing } from './responses/sealing/reseal.ts'
import { registerSweep } from './responses/sweep.ts'
import { registerCodingBatches } from './search/batches/codeBatch.ts'
import type { Services } from './services.ts'
import { registerApprovalMails } from './testimony/approvals/mails.ts'
import { registerDeleting } from './testimony/deleteTakenBack.ts'
import { registerMarking } from './testimony/markPublications.ts'
import { registerNotices } from './testimony/notices/mails.ts'

/** Tells the runner and the post of all that rooms do behind the pages; app.ts is the same list for pages. */
export function registerWork(services: Services): void {
  const { runner } = services
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
  registerErasing(services)
  registerRetention(services)
  registerSweep(runner)
  registerResealing(runner)
  registerRespondentMails(services)
  registerColleagueLetters(services)
  registerApprovalMails(services)
  registerNotices(services)
  registerInvitationLists(services)
  registerInvitationMails(services)
  registerInvitationLetters(services)
  registerMail(services)
  registerWebhooks(services)
  registerBackups(services)
  registerSealing(services)
}
