import { findConsultation } from '../../consultations/store.ts'
import type { Mail, Written } from '../../mail/mail.ts'
import { fillMail } from '../../mail/template.ts'
import { noLongerAllowed } from '../../reports/publication/allowed.ts'
import { noticeCause } from '../../reports/publication/notice.ts'
import { donePublished, publicationById, waitingPublications } from '../../reports/publication/store.ts'
import { withheldWords } from '../../reports/publication/withhold.ts'
import { languageToWriteIn } from '../../responses/languageToWriteIn.ts'
import { asksToBeTold } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import type { Services } from '../../services.ts'
import { contactOf } from '../contact.ts'
import { quotedToken } from './token.ts'

const aDay = 24 * 60 * 60 * 1000
/** How long after a report appeared it is news. */
const daysOfNews = 90

/** Has the runner ask for the mails to those whom a report quotes, once it has appeared, and says what stands in them. */
export function registerNotices({ runner, post, config }: Services): void {
  post.register('quoted', mail => noticeLetter(mail, config))

  runner.registerBeside({
    name: 'tell those who are quoted',
    waiting: () => waitingPublications('notices', new Date()),
    async run(id) {
      const publication = await publicationById(id)
      if (!publication) return
      const { report, quotes, publishAt } = publication
      const until = new Date(publishAt.getTime() + daysOfNews * aDay)
      const responses = await findResponses([...new Set(quotes.map(quote => quote.respondent))])
      for (const response of responses.filter(asksToBeTold)) {
        const { _id, reference } = response
        const language = await languageToWriteIn(response)
        const cause = noticeCause(report, _id, quotes)
        const about = { publication: id, respondent: _id }
        await post.ask({ kind: 'quoted', cause, to: reference, about, language, until }, new Date())
      }
      await donePublished(id, 'notices')
    },
  })
}

/** The news that a report quotes somebody. It repeats none of their words. */
async function noticeLetter({ about, language }: Mail, config: Services['config']): Promise<Written> {
  const publication = await publicationById(about.publication ?? '')
  const consultation = publication && (await findConsultation(publication.consultation))
  if (!publication || !consultation) return { dropped: 'It is about nothing that is kept any more.' }
  const contact = await contactOf(publication.consultation, about.respondent ?? '')
  if (!contact || !asksToBeTold(contact.response))
    return { dropped: 'They withdrew, or do not want to be told, or their address is kept no more.' }
  const gone = await noLongerAllowed(publication.quotes)
  const isQuoted = publication.quotes.some(
    quote => quote.respondent === contact.response._id && !gone.includes(quote),
  )
  if (!isQuoted) return { dropped: 'They no longer allow what it prints of them, and it is not shown.' }
  const { baseUrl, sessionSecret } = config
  const values = {
    name: contact.name,
    consultation: consultation.title,
    asker: consultation.asker,
    contact: consultation.contact,
    reference: contact.response.reference,
    report: withheldWords(publication.title, gone),
    link: `${baseUrl}/c/${publication.consultation}/reports/${publication.slug}`,
    own: `${baseUrl}/quoted/${quotedToken(sessionSecret, contact.response)}`,
  }
  return { to: contact.address, ...fillMail('quoted', language, values) }
}
