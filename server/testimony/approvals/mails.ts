import { findAccount } from '../../accounts/store.ts'
import { findConsultation } from '../../consultations/store.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { approvalsByIds, approvalsWaiting, doneMailing, linkOf } from '../../findings/approvals/store.ts'
import type { Mail, Written } from '../../mail/mail.ts'
import { fillMail } from '../../mail/template.ts'
import { findReport } from '../../reports/store.ts'
import { languageToWriteIn } from '../../responses/languageToWriteIn.ts'
import type { Services } from '../../services.ts'
import { contactOf } from '../contact.ts'
import { saidWords } from './linkPage.ts'
import { approvalToken, askingOf } from './token.ts'

const aDay = 24 * 60 * 60 * 1000
/** How long the news of an answer is worth a mail. */
const daysOfNews = 30

/** Has the runner ask for the mails about approvals, and says what stands in them. */
export function registerApprovalMails({ runner, post, config }: Services): void {
  post.register('approval', (mail, _secrets, now) => askingLetter(mail, config, now))
  post.register('reminder', (mail, _secrets, now) => askingLetter(mail, config, now))
  post.register('answered', mail => answerLetter(mail, config.baseUrl))

  runner.registerBeside({
    name: 'mail about approvals',
    waiting: () => approvalsWaiting('mail'),
    async run(id) {
      const [approval] = await approvalsByIds([id])
      if (!approval) return
      const [asking, answer] = [approval.asked.at(-1), answerSinceAsked(approval)]
      const cause = askingOf(approval)
      const now = new Date()
      if (answer && asking) {
        const until = new Date(answer.at.getTime() + daysOfNews * aDay)
        const which = `${cause}:${approval.answers.length}`
        await post.ask({ kind: 'answered', cause: which, to: asking.by, about: { approval: id }, until }, now)
      } else if (asking?.byMail) {
        const contact = await contactOf(approval.consultation, approval.respondent)
        const nth = String(approval.asked.length)
        const mail = {
          cause,
          about: { approval: id, asking: nth },
          to: contact?.response.reference ?? '',
          until: approval.expiresAt,
          ...(contact ? { language: await languageToWriteIn(contact.response) } : {}),
        }
        await post.ask({ ...mail, kind: 'approval' }, now)
        if (asking.reminded) await post.ask({ ...mail, kind: 'reminder' }, now)
      }
      await doneMailing(approval)
    },
  })
}

/** What was answered since the last asking. */
function answerSinceAsked(approval: Approval) {
  const [asking, answer] = [approval.asked.at(-1), lastAnswer(approval)]
  return asking && answer && answer.at >= asking.at ? answer : undefined
}

/** The request to approve a sentence, or its reminder. The sentence itself is behind the link alone. */
async function askingLetter(
  { kind, about, language }: Mail,
  { baseUrl, sessionSecret }: Services['config'],
  now: Date,
): Promise<Written> {
  const [approval] = await approvalsByIds([about.approval ?? ''])
  const consultation = approval && (await findConsultation(approval.consultation))
  if (!approval || !consultation) return { dropped: 'It is about nothing that is kept any more.' }
  if (answerSinceAsked(approval)) return { dropped: 'They answered already.' }
  if (about.asking !== String(approval.asked.length)) return { dropped: 'They were asked again since.' }
  if (approval.expiresAt <= now) return { dropped: 'The link has expired.' }
  const token = approvalToken(sessionSecret, approval._id, approval.asked.length)
  if (linkOf(token) !== approval.link)
    return { dropped: 'Its link was made under another SESSION_SECRET: ask again.' }
  const contact = await contactOf(approval.consultation, approval.respondent)
  if (!contact)
    return { dropped: 'They withdrew, or let nobody quote them, or their address is kept no more.' }
  const values = {
    name: contact.name,
    consultation: consultation.title,
    asker: consultation.asker,
    contact: consultation.contact,
    reference: contact.response.reference,
    link: `${baseUrl}/approve/${token}`,
    expiresAt: approval.expiresAt,
  }
  return { to: contact.address, ...fillMail(kind, language, values) }
}

/** The news of an answer, for whoever asked. */
async function answerLetter({ to, about, language }: Mail, baseUrl: string): Promise<Written> {
  const [account, [approval]] = await Promise.all([findAccount(to), approvalsByIds([about.approval ?? ''])])
  const answer = approval && answerSinceAsked(approval)
  if (!approval || !answer) return { dropped: 'They were asked again since.' }
  if (!account) return { dropped: 'Whoever asked has no account any more.' }
  if (account.demo) return { dropped: 'Whoever asked has an account of the demo, which has no mailbox.' }
  const report = await findReport(approval.consultation, approval.report)
  const values = {
    name: account.name,
    keys: approval.quotes.map(({ key }) => key).join(', '),
    report: report?.title ?? '',
    answer: saidWords(answer),
    link: `${baseUrl}/desk/${approval.consultation}/approvals`,
  }
  return { to: account.email, ...fillMail('answered', language, values) }
}
