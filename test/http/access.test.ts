import { expect } from 'chai'
import { addRoles } from '../../server/accounts/people/give.ts'
import { consultationRoles, may, type Role, roles } from '../../server/accounts/roles.ts'
import { openConsultation } from '../responses/respondent.ts'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { asks, open } from './asks.ts'

/** Who asks: everybody has at most one role, those of a consultation in one consultation only. */
const everybody = ['signed out', 'none', ...roles] as const
type Who = (typeof everybody)[number]
/** What each route of the desk asks of an account. A route that is not here fails the first test. */
const asks: Record<string, Action> = {
  'GET /desk': 'read',
  'GET /desk/accounts': 'manageAccounts',
  'POST /desk/accounts': 'manageAccounts',
  'POST /desk/accounts/invites/:invite/withdraw': 'manageAccounts',
  'GET /desk/accounts/:account': 'manageAccounts',
  'POST /desk/accounts/:account/role': 'manageAccounts',
  'POST /desk/accounts/:account/second-factor': 'manageAccounts',
  'POST /desk/accounts/:account/end': 'manageAccounts',
  'POST /desk/accounts/:account/restore': 'manageAccounts',
  'GET /desk/account': 'keepOwnAccount',
  'POST /desk/account/name': 'keepOwnAccount',
  'POST /desk/account/password': 'keepOwnAccount',
  'POST /desk/account/sign-ins/end': 'keepOwnAccount',
  'POST /desk/account/sign-ins/:signIn/end': 'keepOwnAccount',
  'GET /desk/account/second-factor': 'keepOwnAccount',
  'POST /desk/account/second-factor': 'keepOwnAccount',
  'POST /desk/account/second-factor/off': 'keepOwnAccount',
  'POST /desk/account/second-factor/recovery': 'keepOwnAccount',
  'GET /desk/account/recovery-codes': 'keepOwnAccount',
  'GET /desk/mail': 'sendMail',
  'GET /desk/mail/:mail': 'sendMail',
  'POST /desk/mail/:mail/sent': 'sendMail',
  'POST /desk/mail/:mail/again': 'sendMail',
  'GET /desk/receipt-keys': 'rotateKeys',
  'POST /desk/receipt-keys': 'rotateKeys',
  'GET /desk/import': 'import',
  'POST /desk/import': 'import',
  'GET /desk/import/project': 'import',
  'POST /desk/import/project': 'import',
  'GET /desk/import/project/:transfer': 'import',
  'GET /desk/import/project/:transfer/undo': 'import',
  'POST /desk/import/project/:transfer/undo': 'import',
  'GET /desk/import/:import': 'import',
  'POST /desk/import/:import': 'import',
  'GET /desk/import/documents': 'import',
  'POST /desk/import/documents': 'import',
  'GET /desk/import/documents/:import': 'import',
  'POST /desk/import/documents/:import': 'import',
  'GET /desk/import/:import/undo': 'import',
  'POST /desk/import/:import/undo': 'import',

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
  'GET /desk/:consultation/held': 'code',
  'POST /desk/:consultation/held': 'code',
  'POST /desk/:consultation/held/undo': 'code',
  'GET /desk/:consultation/passages-held': 'read',
  'POST /desk/:consultation/passages-held': 'decideHolds',
  'POST /desk/:consultation/passages-held/undo': 'read',
  'POST /desk/:consultation/responses/:response/holds': 'read',
  'GET /desk/:consultation/responses': 'read',
  'POST /desk/:consultation/codebook/:theme/move': 'editCodebook',
  'GET /desk/:consultation/themes/:theme/second-look': 'code',
  'POST /desk/:consultation/themes/:theme/second-look': 'code',
  'GET /desk/:consultation/codebook/:theme/split': 'editCodebook',
  'POST /desk/:consultation/codebook/:theme/split': 'editCodebook',
  'GET /desk/:consultation/codebook/:theme/merge': 'editCodebook',
  'POST /desk/:consultation/codebook/:theme/merge': 'editCodebook',
  'GET /desk/:consultation/codebook/reshaped/:reshaping': 'read',
  'POST /desk/:consultation/codebook/reshaped/:reshaping/undo': 'editCodebook',
  'GET /desk/:consultation/responses/:response/codings/:coding/example': 'editCodebook',
  'POST /desk/:consultation/responses/:response/codings/:coding/example': 'editCodebook',
  'POST /desk/:consultation/themes/:theme/examples': 'editCodebook',
  'POST /desk/:consultation/themes/:theme/examples/:example/remove': 'editCodebook',
  'GET /desk/:consultation/codebook-sharing': 'read',
  'POST /desk/:consultation/codebook-sharing': 'editCodebook',
  'GET /desk/:consultation/codebook-sharing/:from': 'editCodebook',
  'POST /desk/:consultation/codebook-sharing/:from': 'editCodebook',
  'GET /desk/:consultation/codebook-history': 'read',
  'GET /desk/:consultation/codebook-history/compare': 'read',
  'GET /desk/:consultation/codebook-history/:version/themes/:theme': 'editCodebook',
  'POST /desk/:consultation/codebook-history/:version/themes/:theme': 'editCodebook',
  'POST /desk/:consultation/codebook-history/:version/undo': 'editCodebook',
  'GET /desk/:consultation/search': 'read',
  'POST /desk/:consultation/codebook/:theme/try': 'editCodebook',
  'GET /desk/:consultation/responses/:response/codings/:coding/mend': 'read',
  'POST /desk/:consultation/responses/:response/codings/:coding/mend': 'editCodebook',
  'GET /desk/:consultation/search/code': 'code',
  'POST /desk/:consultation/search/batches': 'code',
  'GET /desk/:consultation/search/batches/:batch': 'read',
  'POST /desk/:consultation/search/batches/:batch/undo': 'code',
  'POST /desk/:consultation/search/batches/:batch/redo': 'code',
  'POST /desk/:consultation/search/saved': 'comment',
  'POST /desk/:consultation/search/saved/:saved/delete': 'comment',
  'POST /desk/:consultation/search/saved/:saved/restore': 'comment',
  'GET /desk/:consultation/responses/:response': 'read',
  'POST /desk/:consultation/responses/:response/codings': 'code',
  'POST /desk/:consultation/responses/:response/codings/:coding': 'code',
  'POST /desk/:consultation/responses/:response/tags/:tag': 'code',
  'POST /desk/:consultation/responses/:response/language': 'code',
  'POST /desk/:consultation/responses/:response/undo': 'code',
  'POST /desk/:consultation/responses/:response/redo': 'code',
  'POST /desk/:consultation/responses/:response/carry-over': 'code',
  'POST /desk/:consultation/responses/:response/in-vivo': 'editCodebook',
  'POST /desk/:consultation/responses/:response/read': 'code',
  'POST /desk/:consultation/responses/:response/presence': 'code',
  'POST /desk/:consultation/responses/:response/done': 'code',
  'GET /desk/:consultation/work': 'read',
  'GET /desk/:consultation/work/next': 'code',
  'GET /desk/:consultation/work/assign': 'assign',
  'POST /desk/:consultation/work/assign': 'assign',
  'POST /desk/:consultation/work/reassign': 'assign',
  'POST /desk/:consultation/work/:act/undo': 'assign',
  'GET /desk/:consultation/drift': 'read',
  'GET /desk/:consultation/drift/weeks.:format': 'export',
  'GET /desk/:consultation/again': 'code',
  'POST /desk/:consultation/again': 'code',
  'POST /desk/:consultation/again/undo': 'code',
  'POST /desk/:consultation/again/:again': 'code',
  'GET /desk/:consultation/rounds': 'read',
  'POST /desk/:consultation/rounds': 'assign',
  'GET /desk/:consultation/rounds/:round': 'read',
  'POST /desk/:consultation/rounds/:round/end': 'assign',
  'GET /desk/:consultation/rounds/:round/differences': 'read',
  'GET /desk/:consultation/rounds/:round/differences/next': 'read',
  'GET /desk/:consultation/rounds/:round/differences/:difference': 'read',
  'POST /desk/:consultation/rounds/:round/differences/:difference': 'adjudicate',
  'POST /desk/:consultation/rounds/:round/differences/:difference/undo': 'adjudicate',
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
  'GET /desk/:consultation/same-person': 'seeContacts',
  'POST /desk/:consultation/same-person': 'seeContacts',
  'POST /desk/:consultation/same-person/:pair': 'seeContacts',
  'GET /desk/:consultation/attributes': 'read',
  'POST /desk/:consultation/attributes': 'import',
  'POST /desk/:consultation/attributes/hand': 'import',
  'POST /desk/:consultation/attributes/cases': 'import',
  'GET /desk/:consultation/attributes/:batch': 'read',
  'POST /desk/:consultation/attributes/:batch': 'import',
  'GET /desk/:consultation/campaigns': 'read',
  'GET /desk/:consultation/letters/:text': 'read',
  'POST /desk/:consultation/letters/:text/tags/:tag': 'code',
  'POST /desk/:consultation/letters/:text/codings': 'code',
  'POST /desk/:consultation/letters/batches/:batch/undo': 'code',
  'POST /desk/:consultation/letters/batches/:batch/redo': 'code',
  'GET /desk/:consultation/campaigns/:campaign': 'read',
  'GET /desk/:consultation/results': 'read',
  'GET /desk/:consultation/results/results.csv': 'export',
  'GET /desk/:consultation/pictures': 'read',
  'GET /desk/:consultation/pictures/words': 'read',
  'GET /desk/:consultation/pictures/:picture.:format': 'export',
  'GET /desk/:consultation/results/download': 'export',
  'GET /desk/:consultation/results/live': 'manageConsultations',
  'GET /desk/:consultation/results/live/now': 'manageConsultations',
  'GET /desk/:consultation/results/columns.csv': 'export',
  'GET /desk/:consultation/results/responses.:format': 'export',
  'GET /desk/:consultation/results/named-responses.:format': 'seeContacts',
  'GET /desk/:consultation/transfers': 'export',
  'GET /desk/:consultation/transfers/project.qdpx': 'export',
  'GET /desk/:consultation/transfers/taguette.csv': 'export',
  'GET /desk/:consultation/transfers/qualcoder.csv': 'export',
  'GET /desk/:consultation/transfers/:file.:format': 'export',
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
  'GET /desk/:consultation/queue/rule/:rule': 'code',
  'POST /desk/:consultation/queue/rule/:rule': 'code',
  'GET /desk/:consultation/queue/several/:batch': 'code',
  'POST /desk/:consultation/queue/several/:batch/undo': 'code',
  'POST /desk/:consultation/queue/several/:batch/redo': 'code',
  'GET /desk/:consultation/starting': 'read',
  'POST /desk/:consultation/starting': 'editCodebook',
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
  'GET /desk/:consultation/questions/languages': 'read',
  'POST /desk/:consultation/questions/languages': 'manageConsultations',
  'GET /desk/:consultation/questions/languages/:language/own': 'manageConsultations',
  'POST /desk/:consultation/questions/languages/:language/own': 'manageConsultations',
  'GET /desk/:consultation/questions/languages/:language/pages/:page': 'manageConsultations',
  'POST /desk/:consultation/questions/languages/:language/pages/:page': 'manageConsultations',
  'GET /desk/:consultation/questions/languages/:language/texts.:format': 'manageConsultations',
  'POST /desk/:consultation/questions/languages/:language/texts': 'manageConsultations',
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
  'GET /desk/sign-in/code',
  'POST /desk/sign-in/code',
  'GET /desk/forgotten',
  'POST /desk/forgotten',
  'GET /desk/new-password/:token',
  'POST /desk/new-password/:token',
  'GET /desk/join/:token',
  'POST /desk/join/:token',
  'POST /desk/sign-out',
  'GET /desk/first-owner/:token',
  'POST /desk/first-owner/:token',
])

describe('who may use which page', () => {
  let site: Site
  /** The consultation that they have their roles in, and one that is there all the same. */
  let ours: string
  let theirs: string
  const people = new Map<Who, Agent>()
  before(async () => {
    site = await openSite()
    ours = await openConsultation()
    theirs = await openConsultation()
    people.set('signed out', site.agent())
    people.set('none', await site.signIn())
    people.set('administrator', await site.signIn('administrator'))
    for (const role of consultationRoles) {
      const person = await site.addPerson()
      await addRoles(ours, { account: person.id, roles: [role], by: person.id, at: new Date() })
      people.set(role, await site.signInAs(person))
    }
  })
  after(() => site.close())

  it('is said here for every route of the desk', () => {
    const desk = routesOf(site.app).filter(route => route.includes(' /desk'))
    expect(desk.length).to.be.greaterThan(10)
    expect(desk.filter(route => !open.has(route)).sort()).to.deep.equal(Object.keys(asks).sort())
  })

  /** Whether somebody may use a page that belongs to no consultation, or to the one that they have a role in. */
  function isAllowed(who: Role | 'none', action: (typeof asks)[string], isInside: boolean): boolean {
    const isOfConsultation = who !== 'none' && who !== 'administrator'
    if (action === 'beginning') return who === 'administrator'
    if (action === 'importing')
      return who === 'administrator' || (isOfConsultation && may({ roles: [who] }, 'import'))
    return may({ roles: who === 'none' || isOfConsultation !== isInside ? [] : [who] }, action)
  }

  for (const [route, action] of Object.entries(asks))
    it(`${route}: is refused to all but those who may ${action}, and is nowhere for who works elsewhere`, async () => {
      const [method = '', path = ''] = route.split(' ')
      const isInside = path.includes('/:consultation')
      const addressIn = (consultation: string) =>
        path
          .replace(':consultation', consultation)
          .replace(':format', 'csv')
          .replace(/:[a-zA-Z]+/g, 'nothing-of-this-name')
      const ask = (agent: Agent, consultation: string) =>
        method === 'GET' ? agent.get(addressIn(consultation)) : post(agent, addressIn(consultation), {})
      const owner = people.get('owner')
      if (!owner) throw new Error('access: there is no owner')
      const [foreign, ...answers] = await Promise.all([
        isInside ? ask(owner, theirs) : undefined,
        ...[...people].map(async ([who, agent]) => ({ who, ...answer(await ask(agent, ours)) })),
      ])
      for (const { who, status, text, location } of answers) {
        if (who === 'signed out') expect(location, who).to.match(/^\/desk\/sign-in/)
        else if (isAllowed(who, action, isInside)) expect(status, who).not.to.be.oneOf([401, 403, 500])
        else if (isInside && (who === 'none' || who === 'administrator')) {
          expect(status, who).to.equal(404)
          expect(text, who).to.contain('There is no consultation at this address')
        } else expect(status, who).to.equal(403)
      }
      if (!foreign) return
      expect(foreign.status, 'owner of another').to.equal(404)
      expect(foreign.text, 'owner of another').to.contain('There is no consultation at this address')
    })

  it('says of a consultation that one has no role in just what it says where there is none', async () => {
    const owner = people.get('owner')
    const [there, nowhere] = [await owner?.get(`/desk/${theirs}`), await owner?.get('/desk/never-begun')]
    expect(there?.status).to.equal(404)
    expect(there?.text).to.equal(nowhere?.text)
  })
})

function answer({
  status,
  text,
  headers,
}: {
  status: number
  text: string
  headers: Record<string, string>
}) {
  return { status, text, location: headers.location ?? '' }
}
