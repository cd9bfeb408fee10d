import { printedLine } from '../../../analysis/application.ts'
import { wordingOf } from '../../consultations/consentWording.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { keptUntil } from '../../consultations/retention/retentionStore.ts'
import { zoneOf } from '../../consultations/store.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { say } from '../../http/languages/say.ts'
import { ownOf, receiptOf } from '../../responses/answering/answering.ts'
import { heldTold } from '../../responses/held/told.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import { type ConsentEvent, currentConsent, type Response } from '../../responses/response.ts'
import { changingOf } from '../../responses/revising/changing.ts'
import { historyOf } from '../../responses/revising/history.ts'
import type { Sent } from '../../responses/revising/sent.ts'
import { aboutPdf } from '../copies/copyPdf.ts'
import { sentCopy } from '../copies/sentCopy.ts'
import { quotedReports } from '../quotedReports.ts'
import { becameOf } from './became.ts'
import { speakerOf } from './offeredChoices.ts'
import { waitingApprovals } from './waiting.ts'

/**
 * A respondent's own page: what they sent and when, what they allow, what waits for them, and what became of it all.
 *
 * @param done what they have just done, to be said first
 */
export async function ownPage({ answering, response }: Sent, done: string, secret: string, now: Date) {
  const { consultation, token, opening } = answering
  const frame = {
    title: say('Your response'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    asker: consultation.asker,
    contact: consultation.contact,
    reference: response.reference,
    history: await historyOf(response),
    receipt: receiptOf(answering),
    address: ownOf(answering),
  }
  if (response.state === 'withdrawn')
    return {
      ...frame,
      withdrawn: response.consent.at(-1)?.at,
      reports: (await quotedReports(response, now)).filter(({ withheld }) => withheld > 0),
    }
  const isOpen = opening === 'open'
  const newest = await sentCopy({ answering, response }, response.revisions.length)
  return {
    ...frame,
    held: await heldTold(response, consultation),
    isPermitted: done === 'permitted',
    revise: isOpen ? `/revise/${token}` : undefined,
    closes: consultation.closesAt,
    zone: zoneOf(consultation),
    copies: copyLinks(response, ownOf(answering)),
    pdf: newest && aboutPdf(newest),
    begun: (await changingOf(response)) !== null,
    ...(await permissionPart(response)),
    namesUntil: await keptUntil(consultation),
    waiting: await waitingApprovals(response._id, secret, now),
    became: await becameOf(response, now),
  }
}

/** Where copies of what they sent are, the newest first. */
function copyLinks({ revisions }: Response, address: string) {
  const [newest, ...earlier] = revisions
    .map(({ at }, index) => ({ at, first: index === 0, query: `?revision=${index + 1}` }))
    .reverse()
  const linked = ({ at, first, query }: { at: Date; first: boolean; query: string }) => ({
    ...{ at, first },
    html: `${address}/copy.html${query}`,
    pdf: `${address}/copy.pdf${query}`,
  })
  return { newest: newest && linked(newest), earlier: earlier.map(linked) }
}

/** What they allow now, how that is printed, and what they allowed before. */
async function permissionPart(response: Response) {
  const speaker = await speakerOf(response)
  const { approval, told, byHand } = currentConsent(response)
  return {
    choice: choiceWords(currentConsent(response)),
    line:
      speaker.choice === 'none'
        ? undefined
        : printedLine(speaker, undefined, await styleOf(response.consultation)),
    ...{ approval: approval === true, told: told === true, byHand: byHand === true },
    isNameKept: await keptNow(response),
    before: response.consent.slice(0, -1).map(event => ({ at: event.at, words: choiceWords(event) })),
  }
}

/** Whether a name, an organisation or an address of theirs is kept still. */
async function keptNow({ identity }: Response): Promise<boolean> {
  return identity !== undefined && (await findIdentities([identity])).length > 0
}

function choiceWords({ choice, wording }: ConsentEvent): string {
  return wordingOf(wording).choices[choice]
}
