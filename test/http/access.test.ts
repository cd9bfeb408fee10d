import { expect } from 'chai'
import { type Action, may, type Role, roles } from '../../server/accounts/roles.ts'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

/** What each route of the desk asks of an account. A route that is not here fails the first test. */
const asks: Record<string, Action> = {
  'GET /desk': 'read',
  'GET /desk/accounts': 'manageAccounts',
  'POST /desk/accounts': 'manageAccounts',
  'GET /desk/mail': 'sendMail',
  'GET /desk/mail/:mail': 'sendMail',
  'POST /desk/mail/:mail/sent': 'sendMail',
  'POST /desk/mail/:mail/again': 'sendMail',
  'GET /desk/receipt-keys': 'rotateKeys',
  'POST /desk/receipt-keys': 'rotateKeys',
  'GET /desk/import': 'import',
  'POST /desk/import': 'import',
  'GET /desk/import/:import': 'import',
  'POST /desk/import/:import': 'import',

  'GET /desk/new': 'manageConsultations',
  'POST /desk/new': 'manageConsultations',
  'GET /desk/:consultation/setup': 'read',
  'GET /desk/:consultation/hours': 'manageConsultations',
  'GET /desk/:consultation/hours/confirm': 'manageConsultations',
  'POST /desk/:consultation/hours': 'manageConsultations',
  'GET /desk/:consultation/pages': 'manageConsultations',
  'POST /desk/:consultation/pages': 'manageConsultations',
  'GET /desk/:consultation/pages/:page': 'manageConsultations',
  'POST /desk/:consultation/pages/:page': 'manageConsultations',
  'GET /desk/:consultation/invitations': 'manageConsultations',
  'POST /desk/:consultation/invitations/access': 'manageConsultations',
  'GET /desk/:consultation/invitations/confirm': 'manageConsultations',
  'POST /desk/:consultation/invitations/mails': 'manageConsultations',
  'POST /desk/:consultation/invitations/lists': 'manageConsultations',
  'GET /desk/:consultation/invitations/lists/:list': 'manageConsultations',
  'POST /desk/:consultation/invitations/lists/:list': 'manageConsultations',
  'POST /desk/:consultation/invitations/lists/:list/remove': 'manageConsultations',
  'GET /desk/:consultation/invitations/people': 'manageConsultations',
  'POST /desk/:consultation/invitations/people/:invitation/withdraw': 'manageConsultations',
  'POST /desk/:consultation/invitations/people/:invitation/again': 'manageConsultations',
  'POST /desk/:consultation/invitations/people/:invitation/erase': 'manageConsultations',
  'GET /desk/:consultation/settings': 'manageConsultations',
  'POST /desk/:consultation/settings': 'manageConsultations',

  'GET /desk/:consultation': 'read',
  'GET /desk/:consultation/approach': 'read',
  'POST /desk/:consultation/approach': 'setApproach',
  'GET /desk/:consultation/retention': 'read',
  'POST /desk/:consultation/retention': 'manageConsultations',
  'GET /desk/:consultation/responses': 'read',
  'GET /desk/:consultation/responses/:response': 'read',
  'POST /desk/:consultation/responses/:response/codings': 'code',
  'POST /desk/:consultation/responses/:response/codings/:coding': 'code',
  'POST /desk/:consultation/responses/:response/tags/:tag': 'code',
  'POST /desk/:consultation/responses/:response/language': 'code',
  'POST /desk/:consultation/responses/:response/undo': 'code',
  'POST /desk/:consultation/responses/:response/read': 'code',
  'GET /desk/:consultation/responses/:response/withdraw': 'withdraw',
  'POST /desk/:consultation/responses/:response/withdraw': 'withdraw',
  'POST /desk/:consultation/responses/:response/correct': 'import',
  'GET /desk/:consultation/responses/:response/receipt': 'import',
  'GET /desk/:consultation/responses/:response/receipt.json': 'import',
  'GET /desk/:consultation/responses/:response/copy': 'import',
  'GET /desk/:consultation/entries': 'import',
  'POST /desk/:consultation/entries': 'import',
  'GET /desk/:consultation/entries/:entry': 'import',
  'GET /desk/:consultation/entries/:entry/check': 'import',
  'GET /desk/:consultation/entries/:entry/declaration': 'import',
  'POST /desk/:consultation/entries/:entry/declaration': 'import',
  'POST /desk/:consultation/entries/:entry/send': 'import',
  'POST /desk/:consultation/entries/:entry/do/as-it-came': 'import',
  'POST /desk/:consultation/entries/:entry/do/discard': 'import',
  'GET /desk/:consultation/entries/:entry/:page': 'import',
  'POST /desk/:consultation/entries/:entry/:page': 'import',
  'GET /desk/:consultation/campaigns': 'read',
  'GET /desk/:consultation/campaigns/:campaign': 'read',
  'GET /desk/:consultation/curve': 'read',
  'GET /desk/:consultation/memos': 'read',
  'POST /desk/:consultation/memos': 'code',
  'GET /desk/:consultation/memos/memos.:format': 'export',
  'GET /desk/:consultation/memos/history.:format': 'export',
  'GET /desk/:consultation/memos/:memo': 'read',
  'POST /desk/:consultation/memos/:memo': 'code',
  'GET /desk/:consultation/queue': 'read',
  'GET /desk/:consultation/audit': 'read',
  'POST /desk/:consultation/audit': 'code',
  'POST /desk/:consultation/audit/end': 'code',
  'GET /desk/:consultation/audit/:place': 'code',
  'POST /desk/:consultation/audit/:place': 'code',
  'GET /desk/:consultation/learning': 'read',
  'POST /desk/:consultation/learning': 'editCodebook',
  'POST /desk/:consultation/learning/learn': 'editCodebook',

  'GET /desk/:consultation/themes': 'read',
  'GET /desk/:consultation/themes/:theme': 'read',
  'GET /desk/:consultation/codebook/codebook.:format': 'read',
  'GET /desk/:consultation/codebook/import': 'editCodebook',
  'POST /desk/:consultation/codebook/import': 'editCodebook',
  'GET /desk/:consultation/codebook/new': 'editCodebook',
  'POST /desk/:consultation/codebook/new': 'editCodebook',
  'GET /desk/:consultation/codebook/:theme': 'editCodebook',
  'POST /desk/:consultation/codebook/:theme': 'editCodebook',
  'POST /desk/:consultation/codebook/:theme/archive': 'editCodebook',
  'POST /desk/:consultation/codebook/:theme/restore': 'editCodebook',
  'POST /desk/:consultation/codebook/starter': 'editCodebook',

  'GET /desk/:consultation/style': 'read',
  'POST /desk/:consultation/style': 'writeFindings',

  'GET /desk/:consultation/questions': 'read',
  'POST /desk/:consultation/questions/undo': 'manageConsultations',
  'GET /desk/:consultation/questions/new-page': 'manageConsultations',
  'POST /desk/:consultation/questions/new-page': 'manageConsultations',
  'GET /desk/:consultation/questions/pages/:page': 'manageConsultations',
  'POST /desk/:consultation/questions/pages/:page': 'manageConsultations',
  'POST /desk/:consultation/questions/pages/:page/arrange': 'manageConsultations',
  'GET /desk/:consultation/questions/pages/:page/add': 'manageConsultations',
  'POST /desk/:consultation/questions/pages/:page/add': 'manageConsultations',
  'GET /desk/:consultation/questions/pages/:page/when': 'manageConsultations',
  'POST /desk/:consultation/questions/pages/:page/when': 'manageConsultations',
  'GET /desk/:consultation/questions/all/:question': 'manageConsultations',
  'POST /desk/:consultation/questions/all/:question': 'manageConsultations',
  'POST /desk/:consultation/questions/all/:question/arrange': 'manageConsultations',
  'GET /desk/:consultation/questions/all/:question/when': 'manageConsultations',
  'POST /desk/:consultation/questions/all/:question/when': 'manageConsultations',
  'GET /desk/:consultation/questions/publish': 'manageConsultations',
  'POST /desk/:consultation/questions/publish': 'manageConsultations',
  'GET /desk/:consultation/questions/versions': 'read',
  'GET /desk/:consultation/questions/versions/:version': 'read',
  'POST /desk/:consultation/questions/versions/:version/restore': 'manageConsultations',
  'GET /desk/:consultation/questions/preview': 'read',
  'POST /desk/:consultation/questions/preview': 'read',
  'GET /desk/:consultation/questions/preview/check': 'read',
  'GET /desk/:consultation/questions/preview/declaration': 'read',
  'POST /desk/:consultation/questions/preview/declaration': 'read',
  'POST /desk/:consultation/questions/preview/preview': 'read',
  'GET /desk/:consultation/questions/preview/send': 'read',
  'POST /desk/:consultation/questions/preview/send': 'read',
  'GET /desk/:consultation/questions/preview/:page': 'read',
  'POST /desk/:consultation/questions/preview/:page': 'read',
  'GET /desk/:consultation/questions/import': 'manageConsultations',
  'POST /desk/:consultation/questions/import': 'manageConsultations',
  'GET /desk/:consultation/questions/import/:import': 'manageConsultations',
  'POST /desk/:consultation/questions/import/:import': 'manageConsultations',
  'GET /desk/:consultation/questions/questions.:format': 'read',

  'GET /desk/:consultation/findings': 'read',
  'POST /desk/:consultation/findings': 'writeFindings',
  'GET /desk/:consultation/findings/propose': 'writeFindings',
  'POST /desk/:consultation/findings/propose': 'writeFindings',
  'GET /desk/:consultation/findings/:finding': 'read',
  'POST /desk/:consultation/findings/:finding': 'writeFindings',
  'POST /desk/:consultation/findings/:finding/state': 'writeFindings',
  'GET /desk/:consultation/findings/:finding/opposing': 'read',
  'POST /desk/:consultation/findings/:finding/opposing': 'writeFindings',
  'POST /desk/:consultation/findings/:finding/quotes': 'writeFindings',
  'GET /desk/:consultation/findings/:finding/quotes/:quote': 'read',
  'POST /desk/:consultation/findings/:finding/quotes/:quote': 'writeFindings',
  'POST /desk/:consultation/findings/:finding/quotes/:quote/redact': 'writeFindings',
  'POST /desk/:consultation/findings/:finding/quotes/:quote/remove': 'writeFindings',
  'GET /desk/:consultation/findings/:finding/quotes/:quote/sheet': 'read',
  'GET /desk/:consultation/findings/:finding/quotes/:quote/sheet.html': 'export',

  'GET /desk/:consultation/evidence': 'read',
  'POST /desk/:consultation/evidence': 'writeFindings',
  'GET /desk/:consultation/evidence/:evidence': 'read',
  'POST /desk/:consultation/evidence/:evidence': 'writeFindings',
  'POST /desk/:consultation/evidence/:evidence/remove': 'writeFindings',

  'GET /desk/:consultation/reports': 'read',
  'POST /desk/:consultation/reports': 'writeFindings',
  'GET /desk/:consultation/reports/recommendations': 'read',
  'GET /desk/:consultation/reports/recommendations/:format': 'export',
  'GET /desk/:consultation/permitted': 'export',
  'GET /desk/:consultation/permitted/:use.:format': 'export',
  'GET /desk/:consultation/reports/quotes.:format': 'export',
  'GET /desk/:consultation/reports/draft': 'writeFindings',
  'POST /desk/:consultation/reports/draft': 'writeFindings',
  'POST /desk/:consultation/reports/draft/themes': 'writeFindings',
  'GET /desk/:consultation/reports/:report': 'read',
  'POST /desk/:consultation/reports/:report': 'writeFindings',
  'GET /desk/:consultation/reports/:report/export/:format': 'export',
  'GET /desk/:consultation/reports/:report/publication': 'read',
  'POST /desk/:consultation/reports/:report/publication': 'publish',
  'GET /desk/:consultation/reports/:report/publication/:version/sidecar': 'export',
  'GET /desk/:consultation/reports/:report/publication/:version/quoted': 'seeContacts',
  'GET /desk/:consultation/reports/:report/versions': 'read',
  'POST /desk/:consultation/reports/:report/versions/:version/restore': 'writeFindings',
  'GET /desk/:consultation/reports/:report/comments': 'read',
  'POST /desk/:consultation/reports/:report/comments': 'comment',
  'POST /desk/:consultation/reports/:report/comments/:comment/replies': 'comment',
  'POST /desk/:consultation/reports/:report/comments/:comment/resolve': 'comment',
  'POST /desk/:consultation/reports/:report/comments/:comment/reopen': 'comment',
  'POST /desk/:consultation/reports/:report/comments/:comment/remove': 'comment',
  'POST /desk/:consultation/reports/:report/editing': 'writeFindings',
  'GET /desk/:consultation/reports/:report/markups': 'read',
  'GET /desk/:consultation/reports/:report/markups/copy': 'export',
  'POST /desk/:consultation/reports/:report/markups': 'writeFindings',
  'GET /desk/:consultation/reports/:report/markups/:markUp': 'read',
  'POST /desk/:consultation/reports/:report/markups/:markUp': 'writeFindings',
  'POST /desk/:consultation/reports/:report/sign-offs': 'publish',
  'POST /desk/:consultation/reports/:report/sign-offs/:signOff': 'read',
  'POST /desk/:consultation/reports/:report/sign-offs/:signOff/remove': 'publish',
  'POST /desk/:consultation/reports/:report/previews': 'publish',
  'POST /desk/:consultation/reports/:report/previews/:preview/end': 'publish',

  'GET /desk/:consultation/approvals': 'read',
  'POST /desk/:consultation/approvals': 'publish',
  'POST /desk/:consultation/approvals/:approval/remind': 'publish',
  'POST /desk/:consultation/approvals/:approval/shorter': 'writeFindings',
  'POST /desk/:consultation/approvals/:approval/shorter/undo': 'writeFindings',
  'GET /desk/:consultation/corrections': 'read',
  'GET /desk/:consultation/corrections/:report': 'read',
  'POST /desk/:consultation/corrections/:report': 'publish',
  'GET /desk/:consultation/lint': 'read',
  'POST /desk/:consultation/lint': 'read',
  'POST /desk/:consultation/lint/draft': 'read',
}

/** Routes that anybody may use: they have their own token, or nothing to hide. */
const open = new Set([
  'GET /desk/sign-in',
  'POST /desk/sign-in',
  'POST /desk/sign-out',
  'GET /desk/first-owner/:token',
  'POST /desk/first-owner/:token',
])

describe('who may use which page', () => {
  let site: Site
  const people = new Map<Role | 'nobody', Agent>()
  before(async () => {
    site = await openSite()
    people.set('nobody', site.agent())
    for (const role of roles) people.set(role, await site.signIn(role))
  })
  after(() => site.close())

  it('is said here for every route of the desk', () => {
    const desk = routesOf(site.app).filter(route => route.includes(' /desk'))
    expect(desk.length).to.be.greaterThan(10)
    expect(desk.filter(route => !open.has(route)).sort()).to.deep.equal(Object.keys(asks).sort())
  })

  for (const [route, action] of Object.entries(asks))
    it(`${route}: is refused to all but those who may ${action}`, async () => {
      const [method = '', path = ''] = route.split(' ')
      const address = path.replace(':format', 'csv').replace(/:[a-zA-Z]+/g, 'nothing-of-this-name')
      for (const [who, agent] of people) {
        const allowed = who !== 'nobody' && may({ roles: [who] }, action)
        const response = method === 'GET' ? await agent.get(address) : await post(agent, address, {})
        if (who === 'nobody') expect(response.headers.location, who).to.match(/^\/desk\/sign-in/)
        else if (allowed) expect(response.status, who).not.to.be.oneOf([401, 403, 500])
        else expect(response.status, who).to.equal(403)
      }
    })
})
