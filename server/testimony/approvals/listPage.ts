import type { Consultation } from '../../consultations/store.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { asShown } from '../../findings/approvals/shown.ts'
import { listApprovals } from '../../findings/approvals/store.ts'
import type { Mail } from '../../mail/mail.ts'
import { findMails } from '../../mail/mailStore.ts'
import { mailIdOf } from '../../mail/post.ts'
import { standingOf } from '../../mail/standing.ts'
import { kindNames, listReports, type Report } from '../../reports/store.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import { findResponses } from '../../responses/store.ts'
import { saidWords } from './linkPage.ts'
import { isOf, type PrintedSentence, printedNow } from './printedNow.ts'
import { mayRemind } from './remind.ts'
import { proposalsOf } from './shorter/page.ts'
import { askingOf } from './token.ts'

/**
 * How the approvals of a consultation stand: sentences that nobody was asked about yet, that wait for an answer, that
 * were answered, and that no report prints any more. Whoever withdrew is not among them.
 *
 * @param contacts whether the addresses of respondents may be seen
 * @param sends whether the site sends mail itself
 */
export async function approvalsPage(
  consultation: Consultation,
  { contacts, sends }: { contacts: boolean; sends: boolean },
  now: Date,
) {
  const [printed, approvals, reports] = await Promise.all([
    printedNow(consultation),
    listApprovals(consultation._id).then(asShown),
    listReports(consultation._id),
  ])
  const people = await peopleOf(
    [...printed, ...approvals].map(({ respondent }) => respondent),
    contacts,
  )
  const mails = await mailsOf(approvals)
  const proposals = await proposalsOf(approvals)
  const byReport = new Map(reports.map(report => [report._id, report]))
  const rows = printed.flatMap(sentence => {
    const person = people.get(sentence.respondent)
    const approval = approvals.find(each => isOf(each, sentence))
    return person
      ? [
          {
            ...rowOf(consultation, sentence),
            ...person,
            ...standing(approval, now),
            ...mailing(approval, approval && mails.get(approval._id), sends, now),
            proposal: approval && proposals.get(approval._id),
          },
        ]
      : []
  })
  const voided = approvals
    .filter(approval => !printed.some(sentence => isOf(approval, sentence)))
    .flatMap(approval => {
      const person = people.get(approval.respondent)
      const report = byReport.get(approval.report)
      if (!person) return []
      return [
        {
          ...person,
          ...standing(approval, now),
          proposal: proposals.get(approval._id),
          sentence: approval.sentence,
          report: report && linkTo(consultation, report),
          quotes: approval.quotes.map(({ key }) => ({ key })),
        },
      ]
    })
  return {
    toAsk: rows.filter(row => row.asked === undefined),
    waiting: rows.filter(row => row.asked !== undefined && row.answered === undefined),
    answered: rows.filter(row => row.answered !== undefined),
    voided,
  }
}

function rowOf(consultation: Consultation, { report, respondent, hash, sentence, quotes }: PrintedSentence) {
  return {
    ask: { report: report._id, respondent, hash },
    sentence,
    report: linkTo(consultation, report),
    quotes: quotes.map(({ key, source: { quote } }) => ({
      key,
      href: `/desk/${consultation._id}/findings/${quote.finding}/quotes/${quote._id}`,
    })),
  }
}

function linkTo(consultation: Consultation, report: Report) {
  const name = `${kindNames[report.kind]} ${report.number}: ${report.title}`
  return { name, href: `/desk/${consultation._id}/reports/${report._id}` }
}

function standing(approval: Approval | undefined, now: Date) {
  const answer = approval && lastAnswer(approval)
  return {
    asked: approval?.asked.at(-1)?.at,
    reminded: approval?.asked.at(-1)?.reminded,
    times: approval?.asked.length ?? 0,
    expired: approval !== undefined && !answer && approval.expiresAt <= now,
    expiresAt: approval?.expiresAt,
    answered: answer && {
      at: answer.at,
      words: saidWords(answer),
      comment: answer.comment,
      approved: answer.answer === 'approved',
    },
    mayAsk: !answer || answer.answer === 'less',
  }
}

/** The mail of the last asking, by the id of its approval. */
async function mailsOf(approvals: Approval[]): Promise<Map<string, Mail>> {
  const idOf = (approval: Approval) => mailIdOf('approval', askingOf(approval))
  const mails = new Map((await findMails(approvals.map(idOf))).map(mail => [mail._id, mail]))
  return new Map(
    approvals.flatMap(approval => {
      const mail = mails.get(idOf(approval))
      return mail ? [[approval._id, mail] as const] : []
    }),
  )
}

/** How the mail of the last asking stands, and whether they may be reminded. */
function mailing(approval: Approval | undefined, mail: Mail | undefined, sends: boolean, now: Date) {
  if (!approval?.asked.at(-1)?.byMail) return {}
  const isLost = mail?.state === 'failed' || mail?.state === 'dropped'
  const then = isLost ? ' Ask again to be shown a link that you can send yourself.' : ''
  return {
    mailed: `${standingOf(mail, sends)}${then}`,
    remind: mayRemind(approval, mail, now) ? approval._id : undefined,
  }
}

/** Those who stand among these respondents, by id, with where to write to them. */
async function peopleOf(respondents: string[], contacts: boolean) {
  const responses = (await findResponses([...new Set(respondents)])).filter(
    ({ state }) => state === 'submitted',
  )
  const identities = contacts ? await findIdentities(responses.flatMap(({ identity }) => identity ?? [])) : []
  const emails = new Map(identities.map(({ _id, email }) => [_id, email]))
  return new Map(
    responses.map(({ _id, reference, identity = '' }) => [_id, { reference, email: emails.get(identity) }]),
  )
}
