import path from 'node:path'
import express, { type Express } from 'express'
import { loadAccount } from './accounts/allow.ts'
import { accountRoutes } from './accounts/routes.ts'
import { connectingRoutes } from './api/connecting/routes.ts'
import { lateProblem } from './api/problem.ts'
import { apiRoutes } from './api/routes.ts'
import { campaignRoutes } from './campaigns/routes.ts'
import { codebookRoutes } from './codebook/routes.ts'
import { codingRoutes } from './coding/routes.ts'
import { colleagueRoutes } from './colleagues/routes.ts'
import { buildingRoutes } from './consultations/building/routes.ts'
import { deskRoutes } from './consultations/deskRoutes.ts'
import { exchangeRoutes } from './consultations/exchange/routes.ts'
import { invitationRoutes } from './consultations/invitations/routes.ts'
import { peopleRoutes } from './consultations/people/routes.ts'
import { retentionRoutes } from './consultations/retention/routes.ts'
import { consultationRoutes } from './consultations/routes.ts'
import { runningRoutes } from './consultations/running/routes.ts'
import { styleRoutes } from './consultations/style/routes.ts'
import { translatingRoutes } from './consultations/translating/routes.ts'
import { findingRoutes } from './findings/routes.ts'
import { answerInTime } from './http/answerInTime.ts'
import { deskCsrf } from './http/csrf.ts'
import { errorPages, notFound } from './http/errorPages.ts'
import { formBody } from './http/formBody.ts'
import { useHandlebars } from './http/handlebars.ts'
import { chooseLanguage } from './http/languages/choose.ts'
import { requestLog } from './http/log.ts'
import { takeNotice } from './http/notice.ts'
import { redirectWithoutPage } from './http/redirect.ts'
import { keepPrivate, securityHeaders } from './http/security.ts'
import { deskSession } from './http/session.ts'
import { importRoutes } from './importing/routes.ts'
import { mailRoutes } from './mail/outbox/routes.ts'
import { RequestCounts } from './operations/requestCounts.ts'
import { siteRoutes, watchRoutes } from './operations/routes.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { bringRoutes } from './projects/bring/routes.ts'
import { projectRoutes } from './projects/routes.ts'
import { lintRoutes } from './reports/lint/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { byStaffRoutes } from './responses/byStaff/routes.ts'
import { heldRoutes } from './responses/held/deskRoutes.ts'
import { previewRoutes } from './responses/preview/routes.ts'
import { receiptKeyRoutes } from './responses/receipts/deskRoutes.ts'
import { responseRoutes } from './responses/routes.ts'
import { resultRoutes } from './results/routes.ts'
import { root } from './root.ts'
import { searchRoutes } from './search/routes.ts'
import type { Services } from './services.ts'
import { testimonyRoutes } from './testimony/routes.ts'

/** The whole application as one list: what every request passes, then the rooms. */
export function createApp(services: Services): Express {
  const { config, log, client } = services
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.proxies)
  useHandlebars(app, config.production)

  const requests = new RequestCounts()
  app.use(requests.middleware)
  app.use(requestLog(log, config.proxies > 0))
  app.use(securityHeaders())
  app.use(watchRoutes(services, requests))
  app.use(redirectWithoutPage)
  app.use('/desk', keepPrivate)
  app.use('/assets', express.static(path.join(root, 'dist/assets'), { maxAge: '1h', index: false }))
  app.use('/api', answerInTime(log, config.longestAnswerMs, lateProblem))
  app.use(apiRoutes(services))
  app.use(formBody('8mb', 1000))
  app.use(
    /^(?!\/desk(\/|$))|^(?=\/desk\/[^/]+\/questions\/preview(\/|$))/,
    chooseLanguage(config.baseUrl.startsWith('https:')),
  )
  app.use(answerInTime(log, config.longestAnswerMs))

  app.use(consultationRoutes(services))
  app.use(responseRoutes(services))

  app.use('/desk', deskSession(config, client), deskCsrf(config), loadAccount(config), takeNotice)
  app.use(accountRoutes(services))
  app.use(colleagueRoutes(services))
  app.use(mailRoutes(services))
  app.use(siteRoutes(services))
  app.use(receiptKeyRoutes(services))
  app.use(deskRoutes())
  app.use(peopleRoutes(services))
  app.use(runningRoutes(services))
  app.use(invitationRoutes(services))
  app.use(styleRoutes())
  app.use(buildingRoutes())
  app.use(translatingRoutes())
  app.use(exchangeRoutes())
  app.use(previewRoutes())
  app.use(retentionRoutes())
  app.use(byStaffRoutes(services))
  app.use(heldRoutes())
  app.use(bringRoutes(services))
  app.use(importRoutes(services))
  app.use(codebookRoutes(services))
  app.use(campaignRoutes(services))
  app.use(codingRoutes(services))
  app.use(searchRoutes(services))
  app.use(resultRoutes())
  app.use(projectRoutes())
  app.use(findingRoutes(services))
  app.use(reportRoutes(services))
  app.use(lintRoutes())
  app.use(testimonyRoutes(services))
  app.use(privacyRoutes(services))
  app.use(connectingRoutes(services))

  app.use(notFound)
  app.use(errorPages(log, config.production))
  return app
}
