import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { may } from '../accounts/roles.ts'
import { codebookOf } from '../codebook/store.ts'
import { consultationOf } from '../consultations/load.ts'
import { isPublic } from '../consultations/store.ts'
import { NotFound } from '../errors.ts'
import { takeEntry } from '../http/entry.ts'
import { mayOpen } from '../responses/byStaff/mayOpen.ts'
import { holdKindNames, holdKinds } from '../responses/care/hold.ts'
import { countHolding } from '../responses/care/holdStore.ts'
import { reasonForConfidence } from '../responses/confidence.ts'
import { findByReference } from '../responses/store.ts'
import type { Services } from '../services.ts'
import { adjudicationRoutes } from './adjudication/routes.ts'
import { ownWork } from './assignments/next.ts'
import { assignmentRoutes } from './assignments/routes.ts'
import { unmarkedInstead } from './audit/inQueue.ts'
import { auditRoutes } from './audit/routes.ts'
import { queueFields } from './back.ts'
import { othersWithCopies } from './care/holdCopies.ts'
import { careRoutes } from './care/routes.ts'
import { decisionRoutes } from './decisionRoutes.ts'
import { driftRoutes } from './drift/routes.ts'
import { queueForm, whereForm } from './forms.ts'
import { learningRoutes } from './learningRoutes.ts'
import { lastDecision } from './letters/lastDecision.ts'
import { letterRoutes } from './letters/routes.ts'
import { memoRoutes } from './memos/routes.ts'
import { curvePage } from './pages/curvePage.ts'
import { overviewPage } from './pages/overviewPage.ts'
import { queuePage } from './pages/queuePage.ts'
import { responsePage } from './pages/responsePage.ts'
import { responsesPage } from './pages/responsesPage.ts'
import { themeLists, themePage } from './pages/themePage.ts'
import { examplesPage } from './picking/page.ts'
import { pickingRoutes } from './picking/routes.ts'
import { rememberDeskPlace } from './place/deskPlaceStore.ts'
import { isBeginning, queueToGoOnWith, responseToGoOnWith } from './place/goOn.ts'
import { openResponse, presenceRoutes } from './presence/routes.ts'
import { severalRoutes } from './queue/routes.ts'
import { queueSteps } from './queue/steps.ts'
import { reshapingRoutes } from './reshaping/routes.ts'
import { hiddenFrom, recordSeenBy } from './rounds/hidden.ts'
import { roundRoutes } from './rounds/routes.ts'
import { wholeViews } from './rounds/wholeViews.ts'
import { secondLookRoutes } from './secondLook/routes.ts'
import { startingRoutes } from './starting/routes.ts'
import { shownTo } from './starting/shown.ts'
import { startingPointOf } from './starting/startingStore.ts'
import { versionRoutes } from './versions/routes.ts'

/** The desk's pages of a consultation: what there is, each response, each theme, and what waits for a decision. */
export function codingRoutes(services: Services): Router {
  const router = Router()

  router.use(wholeViews())

  router.get('/desk/:consultation', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await overviewPage(consultation, await hiddenFrom(consultation._id, signedIn(req)._id))
    const heldBack = may(signedIn(req), 'decideHolds') ? await countHolding(consultation._id, ['waiting']) : 0
    res.render('coding/overview', {
      layout: 'desk',
      mayExport: may(signedIn(req), 'export'),
      mayConnect: may(signedIn(req), 'connectPrograms'),
      title: 'Overview',
      section: 'overview',
      consultation,
      ...page,
      heldBack,
      mayEdit: may(signedIn(req), 'editCodebook'),
    })
  })

  router.get('/desk/:consultation/responses', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const reference = asked(req, 'reference').trim().toUpperCase()
    const found = reference && (await findByReference(consultation._id, reference))
    if (found) return res.redirect(303, `/desk/${consultation._id}/responses/${found._id}`)
    const page = await responsesPage(consultation, asked(req, 'after'), signedIn(req)._id)
    res.render('coding/responses', {
      layout: 'desk',
      title: 'Responses',
      section: 'responses',
      script: 'coding',
      consultation,
      ...page,
      goOn: await responseToGoOnWith(consultation._id, signedIn(req)._id),
      maySeeContacts: may(signedIn(req), 'seeContacts'),
      mayImport: may(signedIn(req), 'import'),
      mayEnter: may(signedIn(req), 'import') && isPublic(consultation),
      isPublic: isPublic(consultation),
      reference,
      problems: reference
        ? [
            {
              place: 'reference',
              message: `No response here has the reference ${reference}. Check it, letter by letter`,
            },
          ]
        : undefined,
    })
  })

  router.get('/desk/:consultation/responses/:response', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const record = await recordSeenBy(signedIn(req)._id, consultation._id, String(req.params.response))
    const page = await responsePage(
      record,
      signedIn(req)._id,
      whereForm.parse(req.query).tags,
      await shownTo(record, signedIn(req)._id, may(signedIn(req), 'code')),
      mayOpen(record.response, signedIn(req)),
    )
    const presence = may(signedIn(req), 'code') ? await openResponse(record.response, signedIn(req)._id) : []
    const at = new Date()
    await rememberDeskPlace(consultation._id, signedIn(req)._id, {
      response: { id: record.response._id, at },
    })
    const work = await ownWork(consultation._id, signedIn(req)._id, record.response._id)
    const entry = takeEntry(req, `coding ${record.response._id}`)
    res.render('coding/response', {
      layout: 'desk',
      title: `Response ${page.reference}`,
      section: 'responses',
      script: 'coding',
      consultation,
      ...page,
      presence: presence.join(' '),
      work,
      mayWithdraw: may(signedIn(req), 'withdraw'),
      mayErase: may(signedIn(req), 'erase'),
      mayHold: may(signedIn(req), 'askHold'),
      mayCode: may(signedIn(req), 'code'),
      mayImport: may(signedIn(req), 'import'),
      mayEdit: may(signedIn(req), 'editCodebook'),
      confidence: may(signedIn(req), 'seeContacts') ? await reasonForConfidence(record.response) : '',
      copies: await othersWithCopies(record),
      holdOpen: entry?.values.held !== undefined,
      holdKinds: holdKinds.map(value => ({
        ...{ value, label: holdKindNames[value] },
        chosen: entry?.values.kind === value,
      })),
      problems: entry?.problems,
      entered: entry?.values,
    })
  })

  router.get('/desk/:consultation/curve', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await curvePage(consultation._id)
    res.render('coding/curve', {
      layout: 'desk',
      title: 'New themes over responses read',
      section: 'overview',
      consultation,
      ...page,
    })
  })

  router.get('/desk/:consultation/queue', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const place = queueForm.parse(req.query)
    if ((await startingPointOf(consultation._id)) === 'off')
      return res.render('coding/queueOff', {
        layout: 'desk',
        title: 'Review suggestions',
        section: 'queue',
        consultation,
        mayChange: may(signedIn(req), 'editCodebook'),
      })
    const unmarked = may(signedIn(req), 'code') && (await unmarkedInstead(consultation._id, place))
    if (unmarked) return res.redirect(303, unmarked)
    const page = await queuePage(consultation, signedIn(req)._id, place)
    const decided = asked(req, 'undo')
    const goOn = await queueToGoOnWith(consultation._id, signedIn(req)._id, place)
    if (!isBeginning(place))
      await rememberDeskPlace(consultation._id, signedIn(req)._id, {
        queue: { fields: queueFields(place), at: new Date() },
      })
    const entry = takeEntry(req, 'queue')
    res.render('coding/queue', {
      layout: 'desk',
      title: 'Review suggestions',
      section: 'queue',
      script: 'coding',
      consultation,
      ...page,
      goOn,
      mayCode: may(signedIn(req), 'code'),
      started: place.after !== '',
      ...(await queueSteps(consultation._id, signedIn(req)._id)),
      ...(await lastDecision(consultation._id, signedIn(req)._id, {
        response: decided,
        batch: asked(req, 'batch'),
      })),
      problems: entry?.problems,
      entered: entry?.values,
    })
  })

  router.get('/desk/:consultation/themes/:theme', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const theme = codebook.themes.find(each => each.id === req.params.theme)
    if (!theme) throw new NotFound('There is no theme at this address.')
    const list = themeLists.find(name => name === asked(req, 'show')) ?? 'accepted'
    const hidden = await hiddenFrom(consultation._id, signedIn(req)._id)
    const [page, examples] = await Promise.all([
      themePage(codebook, theme, list, asked(req, 'after'), hidden),
      examplesPage(consultation._id, theme, hidden),
    ])
    const entry = takeEntry(req, `example ${theme.id}`)
    res.render('coding/theme', {
      layout: 'desk',
      title: theme.name,
      section: 'themes',
      consultation,
      ...page,
      examples,
      mayEdit: may(signedIn(req), 'editCodebook'),
      undo: /^\d{1,7}$/.exec(asked(req, 'undo'))?.[0],
      problems: entry?.problems,
      entered: entry?.values,
    })
  })

  router.use(decisionRoutes(services))
  router.use(severalRoutes())
  router.use(learningRoutes(services))
  router.use(auditRoutes(services))
  router.use(memoRoutes())
  router.use(presenceRoutes())
  router.use(assignmentRoutes())
  router.use(roundRoutes(services))
  router.use(adjudicationRoutes())
  router.use(driftRoutes())
  router.use(reshapingRoutes(services))
  router.use(careRoutes(services))
  router.use(letterRoutes(services))
  router.use(secondLookRoutes())
  router.use(startingRoutes())
  router.use(versionRoutes(services))
  router.use(pickingRoutes())
  return router
}

/** What the address asks for, as one word; anything else counts as nothing. */
function asked(req: Request, name: string): string {
  const value = req.query[name]
  return typeof value === 'string' && value.length <= 200 ? value : ''
}
