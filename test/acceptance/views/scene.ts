import type { Page, Response } from 'playwright-core'
import { loadDemo } from '../../../scripts/demo/load.ts'
import { demoTestimony } from '../../../scripts/demo/testimony.ts'
import { listEvidence } from '../../../server/findings/evidence/store.ts'
import { chooseQuote } from '../../../server/findings/quotes/choose.ts'
import { quotesOf } from '../../../server/findings/quotes/store.ts'
import { listFindings } from '../../../server/findings/store.ts'
import { currentTexts } from '../../../server/responses/currentTexts.ts'
import { addDraft, newToken } from '../../../server/responses/draftStore.ts'
import { findByOrigin } from '../../../server/responses/store.ts'
import { openPage, signInOn, type Window } from '../../browser/openPage.ts'
import { everyKind } from '../../responses/everyKind.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../../responses/respondent.ts'
import { openSite, type Site } from '../../site.ts'

/** A site with the demo and something in every state, and the browsers that look at it. */
export type Scene = Browsers & {
  site: Site
  /** The demo's consultation, and what is in it. */
  demo: string
  response: string
  withdrawn: string
  finding: string
  quote: string
  /** What somebody wrote in Welsh, and a quote from it. */
  welsh: string
  welshQuote: string
  evidence: string
  report: string
  /** Consultations of the test's own: open, not yet open, closed. Nobody answered the last two. */
  open: string
  early: string
  closed: string
  /**
   * Private links: not begun, kept wrong, all answered, sent, of the consultations that take no answers, and of one
   * that asks questions of every type.
   */
  links: Record<'blank' | 'wrong' | 'answered' | 'sent' | 'early' | 'closed' | 'everyKind', string>
}

/** Three people's browsers. */
export type Browsers = {
  guest: Page
  owner: Page
  researcher: Page
  /** Takes whatever the browsers complained of since it was last called. */
  takeComplaints(): string[]
  /** Takes the pages that were sent to them since it was last called, in order. */
  takeSent(): Response[]
  closeBrowsers(): Promise<void>
}

/** A provider to sign in with that never answers. */
const provider = {
  ...{ issuer: 'http://127.0.0.1:9/', clientId: 'soundings', clientSecret: 'none', name: 'Hafren' },
  seesToSecondFactor: false,
}

const aDay = 24 * 60 * 60 * 1000

export async function setScene(): Promise<Scene> {
  const site = await openSite({ provider })
  const demo = await loadDemo()
  if (!demo) throw new Error('setScene: the demo was not loaded')
  site.runner.wake()
  const [open, early, closed] = await Promise.all([
    openConsultation(),
    openConsultation({ opensAt: daysFromNow(1), closesAt: daysFromNow(2) }),
    openConsultation({ opensAt: daysFromNow(-2), closesAt: daysFromNow(-1) }),
  ])
  const links = await linksTo(site, open, early, closed)
  await site.runner.idle()

  return {
    site,
    ...(await openBrowsers(site, { width: 320 })),
    demo: demo.consultation,
    report: demo.report,
    ...(await partsOf(demo.consultation)),
    open,
    early,
    closed,
    links,
  }
}

/** Opens the browsers, and signs two of them in. */
export async function openBrowsers(site: Site, window: Window = {}): Promise<Browsers> {
  const open = () => openPage(site, window)
  const opened = await Promise.all([open(), open(), open()])
  const [guest, owner, researcher] = opened.map(({ page }) => page)
  if (!guest || !owner || !researcher) throw new Error('openBrowsers: a browser is missing')
  const sent: Response[] = []
  for (const { page } of opened)
    page.on('response', response => {
      if (response.request().isNavigationRequest()) sent.push(response)
    })
  await signInOn(owner, await site.addPerson('owner', 'administrator'))
  await signInOn(researcher, await site.addPerson('researcher'))
  return {
    guest,
    owner,
    researcher,
    takeComplaints: () => opened.flatMap(({ complaints }) => complaints.splice(0)),
    takeSent: () => sent.splice(0),
    async closeBrowsers() {
      await Promise.all(opened.map(page => page.close()))
    },
  }
}

async function linksTo(site: Site, open: string, early: string, closed: string): Promise<Scene['links']> {
  const linkTo = async (consultation: string) => {
    const token = newToken()
    await addDraft(token, consultation, 1, new Date())
    return token
  }
  const [answered, sent] = [await respondentTo(site, open), await respondentTo(site, open)]
  await answerAll(answered)
  await answerAll(sent)
  await sent.send('send', declaration)
  return {
    blank: await linkTo(open),
    wrong: await linkTo(open),
    answered: answered.token,
    sent: sent.token,
    early: await linkTo(early),
    closed: await linkTo(closed),
    everyKind: await linkTo(await openConsultation({}, everyKind)),
  }
}

/** Ids of what the demo holds. */
async function partsOf(consultation: string) {
  const origin = (key = '') => `demo:${key}`
  const [response, welsh, withdrawn, [evidence], findings] = await Promise.all([
    findByOrigin(origin('burial-form')),
    findByOrigin(origin('gwynfa-ffurflenni')),
    findByOrigin(origin(demoTestimony().find(each => each.withdrawn)?.key)),
    listEvidence(consultation),
    listFindings(consultation),
  ])
  const [first] = findings
  if (!first || !welsh) throw new Error('partsOf: the demo has no finding, or nothing in Welsh')
  const [text = ''] = currentTexts(welsh)
  await chooseQuote(first, { text, start: 0, end: 43, edits: [], side: 'quote' })
  const quotes = await quotesOf(first._id)
  return {
    response: response?._id ?? '',
    withdrawn: withdrawn?._id ?? '',
    evidence: evidence?._id ?? '',
    finding: first._id,
    quote: quotes[0]?._id ?? '',
    welsh: welsh._id,
    welshQuote: quotes.find(quote => quote.text === text)?._id ?? '',
  }
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * aDay)
}
