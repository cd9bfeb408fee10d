import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { may } from '../accounts/roles.ts'
import { themes as themesOf } from '../codebook/store.ts'
import { consultationOf } from '../consultations/load.ts'
import { styleOf } from '../consultations/style/store.ts'
import { Invalid } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import { hasMany } from '../responses/many.ts'
import type { Services } from '../services.ts'
import { readCountFacts } from './count.ts'
import { countsToShow, countToShow, sampledFacts } from './counts/kept.ts'
import { raisedToShow } from './counts/raised.ts'
import { createFinding } from './create.ts'
import { draftFrom } from './draft.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { listEvidence } from './evidence/store.ts'
import { findingForm, newFindingForm, proposalForm, stateForm } from './forms.ts'
import { findingOf } from './load.ts'
import { moveFinding } from './move.ts'
import { opposingRoutes } from './opposing/routes.ts'
import { overtaken } from './overtaken.ts'
import { findingCard, findingPage, uncountedCard } from './page.ts'
import { proposals } from './propose.ts'
import { testimonyQuestions } from './questions.ts'
import { type Offer, offersFor } from './quotes/candidates.ts'
import { quoteRoutes } from './quotes/routes.ts'
import { sourcesOf } from './quotes/sources.ts'
import { standingOf } from './quotes/standing.ts'
import { listQuotes, quotesOf } from './quotes/store.ts'
import { transition } from './states.ts'
import { changeFinding, type Finding, listFindings } from './store.ts'

/** How many passages a finding's page offers for quoting. */
/** How many passages to quote are offered first, and how many more each time that more are asked for. */
const offered = { quote: 6, counter: 3 }
const mostSteps = 50

/** One more of each side, to tell whether there are more. */
function moreThan({ quote, counter }: typeof offered): typeof offered {
  return { quote: quote + 1, counter: counter + 1 }
}

/** Keeps so many of each side. */
function upTo(count: typeof offered) {
  const left = { ...count }
  return ({ side }: Pick<Offer, 'side'>) => left[side]-- > 0
}

/** Which passages somebody looks for, as the address says: words, and how often more were asked for. */
function lookedFor({ query }: Request) {
  const words = typeof query.words === 'string' ? query.words.trim().slice(0, 200) : ''
  const step = Math.min(Math.max(Math.trunc(Number(query.step)) || 1, 1), mostSteps)
  return { words, step, count: { quote: offered.quote * step, counter: offered.counter * step } }
}

/** Claims, their counts, and what they rest on. */
export function findingRoutes(_services: Services): Router {
  const router = Router()

  router.get('/desk/:consultation/findings', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [findings, sources] = await Promise.all([
      listFindings(consultation._id).then(found => countsToShow(consultation._id, found)),
      listQuotes(consultation._id).then(sourcesOf),
    ])
    const entry = takeEntry(req, 'new finding')
    res.render('findings/findings', {
      layout: 'desk',
      title: 'Findings',
      section: 'findings',
      consultation,
      mayWrite: may(signedIn(req), 'writeFindings'),
      findings: findings.map(({ finding, counted, at }) => {
        const own = sources.filter(source => source.quote.finding === finding._id).map(standingOf)
        return counted ? { ...findingCard(counted, own), at } : uncountedCard(finding, own)
      }),
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post('/desk/:consultation/findings', allow('writeFindings'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(newFindingForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'new finding', req.body, form.problems)
      return res.redirect(303, `/desk/${consultation._id}/findings`)
    }
    const scope = (await testimonyQuestions(consultation)).map(question => question.id)
    const blank = { consultation: consultation._id, text: '', themes: [], match: 'any' as const, scope }
    const { finding } = await createFinding({ ...blank, ...form.value })
    res.redirect(303, `/desk/${consultation._id}/findings/${finding._id}`)
  })

  router.get('/desk/:consultation/findings/propose', allow('writeFindings'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [themes, findings, questions] = await Promise.all([
      themesOf(consultation._id),
      listFindings(consultation._id),
      testimonyQuestions(consultation),
    ])
    const scope = questions.map(question => question.id)
    const shown = await raisedToShow(consultation._id, themes, scope)
    const found = (shown ? proposals(shown.raised, themes, findings) : []).map(proposal => ({
      ...proposal,
      name: proposal.themes.map(theme => theme.name).join(' + '),
    }))
    res.render('findings/propose', {
      layout: 'desk',
      title: 'Proposed findings',
      section: 'findings',
      consultation,
      isBeingCounted: !shown,
      at: shown?.at,
      single: found.filter(proposal => proposal.themes.length === 1),
      sets: found.filter(proposal => proposal.themes.length > 1),
      coded: shown && shown.raised.single.size > 0,
    })
  })

  router.post('/desk/:consultation/findings/propose', allow('writeFindings'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(proposalForm, req.body)
    if (!form.ok) throw new Invalid(form.problems.map(problem => problem.message).join(' '))
    const themes = (await themesOf(consultation._id)).filter(theme => form.value.themes.includes(theme.id))
    if (themes.length !== form.value.themes.length)
      throw new Invalid('A theme of this proposal is no longer in the codebook. Go back and reload the page.')
    const scope = (await testimonyQuestions(consultation)).map(question => question.id)
    const finding = await draftFrom(consultation._id, { themes, match: form.value.match }, scope)
    req.session.notice = 'A draft with the quotes that fit best. Say what they claim, and mark it ready.'
    res.redirect(303, `/desk/${consultation._id}/findings/${finding._id}`)
  })

  router.get('/desk/:consultation/findings/:finding', allow('read'), async (req, res) => {
    const [consultation, finding] = await Promise.all([consultationOf(req), findingOf(req)])
    const { words, step, count } = lookedFor(req)
    const isMany = await hasMany(consultation._id)
    const isSampled = isMany && words === ''
    const [facts, quotes, questions, evidence] = await Promise.all([
      isSampled ? sampledFacts(finding, count.quote) : readCountFacts(consultation._id, [finding]),
      quotesOf(finding._id),
      testimonyQuestions(consultation),
      listEvidence(consultation._id),
    ])
    const [shown, sources, found, style] = await Promise.all([
      countToShow(finding, facts, isMany),
      sourcesOf(quotes),
      offersFor(finding, facts, quotes, moreThan(count), words),
      styleOf(consultation._id),
    ])
    const codebook = { themes: facts.themes, questions }
    const offers = found.filter(upTo(count))
    res.render('findings/finding', {
      layout: 'desk',
      title: finding.statement,
      section: 'findings',
      consultation,
      imported: consultation.kind === 'imported',
      mayWrite: may(signedIn(req), 'writeFindings'),
      words,
      isSampled,
      more:
        offers.length < found.length && step < mostSteps
          ? new URLSearchParams({ step: String(step + 1), words }).toString()
          : undefined,
      ...findingPage({
        ...{ finding, shown, sources, offers, codebook, evidence, style },
        entry: takeEntry(req, `finding ${finding._id}`),
      }),
    })
  })

  router.post('/desk/:consultation/findings/:finding', allow('writeFindings'), async (req, res) => {
    const finding = await findingOf(req)
    const form = validate(findingForm, req.body)
    const { version = 0, ...change } = form.ok ? form.value : {}
    // What is saved was not read by anyone yet: it is a draft again, and what speaks against it may be something else.
    const looked = form.ok && isSameClaim(finding, form.value) ? {} : { looked: null }
    const saved =
      form.ok && (await changeFinding({ ...finding, version }, { ...change, ...looked, state: 'draft' }))
    if (saved) req.session.notice = 'Saved as a draft.'
    else keepEntry(req, `finding ${finding._id}`, req.body, form.ok ? [overtaken] : form.problems)
    res.redirect(303, `/desk/${finding.consultation}/findings/${finding._id}`)
  })

  router.post('/desk/:consultation/findings/:finding/state', allow('writeFindings'), async (req, res) => {
    const finding = await findingOf(req)
    const page = `/desk/${finding.consultation}/findings/${finding._id}`
    const form = validate(stateForm, req.body)
    const step = form.ok ? transition(finding.state, form.value.to) : undefined
    if (!form.ok || !step)
      throw new Invalid('The finding cannot become that from what it is now. Go back and reload the page.')
    const problems = await moveFinding({ ...finding, version: form.value.version }, step.to)
    if (problems.length > 0) keepEntry(req, `finding ${finding._id}`, finding, problems)
    else req.session.notice = step.done
    res.redirect(303, page)
  })

  router.use(opposingRoutes())
  router.use(quoteRoutes())
  router.use(evidenceRoutes())
  return router
}

type SaidOf = Pick<Finding, 'statement' | 'themes' | 'match' | 'scope'>

/** Whether the same passages speak against the one as against the other. */
function isSameClaim(a: SaidOf, b: SaidOf): boolean {
  const claimOf = ({ statement, themes, match, scope }: SaidOf) =>
    JSON.stringify([statement, [...themes].sort(), match, [...scope].sort()])
  return claimOf(a) === claimOf(b)
}
