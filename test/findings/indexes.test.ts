import { expect } from 'chai'
import { hotApprovals } from '../../server/findings/approvals/store.ts'
import { hotEvidence } from '../../server/findings/evidence/store.ts'
import { hotQuotes } from '../../server/findings/quotes/store.ts'
import { hotFindings } from '../../server/findings/store.ts'
import { hotComments } from '../../server/reports/comments/commentStore.ts'
import { hotVersions } from '../../server/reports/drafts/versionStore.ts'
import { hotEditings } from '../../server/reports/editing/editingStore.ts'
import { hotMarkUps } from '../../server/reports/markup/markupStore.ts'
import { hotPublications } from '../../server/reports/publication/store.ts'
import { hotPreviews } from '../../server/reports/sharing/previewStore.ts'
import { hotSignOffs } from '../../server/reports/sharing/signOffStore.ts'
import { hotReports } from '../../server/reports/store.ts'
import { hotResponses } from '../../server/responses/store.ts'
import { openSite, type Site } from '../site.ts'

describe('The queries of findings and reports', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  const queries = {
    findings: () => hotFindings.all('harbour'),
    quotes: () => hotQuotes.all('harbour'),
    'quotes of a finding': () => hotQuotes.ofFinding('finding'),
    'quotes of a respondent': () => hotQuotes.ofRespondent('harbour', 'respondent'),
    'quotes after another': () => hotQuotes.after('harbour', 500, 500),
    'the last quote': () => hotQuotes.last('harbour'),
    evidence: () => hotEvidence.all('harbour'),
    'who answered': () => hotResponses.answered('harbour', ['obstacles', 'people']),
    'who withdrew': () => hotResponses.withdrawn('harbour'),
    'responses of a day': () => hotResponses.ofDay('harbour', { _id: 'r', submittedOn: new Date(0) }, 50),
    'the newest responses': () => hotResponses.before('harbour', undefined, 50),
    'responses before a day': () => hotResponses.before('harbour', new Date(0), 50),
    approvals: () => hotApprovals.all('harbour'),
    'approvals of some respondents': () => hotApprovals.ofRespondents(['respondent', 'another']),
    'the approval behind a link': () => hotApprovals.byLink('link'),
    'approvals that were taken back': () => hotApprovals.waiting('published'),
    'the approval of a sentence': () => hotApprovals.ofSentence('report', 'respondent', 'hash'),
    'approvals to mail about': () => hotApprovals.waiting('mail'),
    reports: () => hotReports.all('harbour'),
    publications: () => hotPublications.all('harbour'),
    'versions at an address': () => hotPublications.at('harbour', 'recommendation-1', new Date(0)),
    'versions of a report': () => hotPublications.ofReport('report'),
    'signatures of a report': () => hotSignOffs.ofReport('report'),
    'comments of a report': () => hotComments.ofReport('report'),
    'open comments of a report': () => hotComments.open('report'),
    'copies of a report': () => hotMarkUps.ofReport('report'),
    'who edits a report': () => hotEditings.ofReport('report', new Date(0)),
    'versions of a draft': () => hotVersions.before('report', 9),
    'previews of a report': () => hotPreviews.ofReport('report', new Date(0)),
    'publications whose findings wait': () => hotPublications.waiting('findings', new Date(0)),
    'publications of a respondent’s words': () => hotPublications.ofRespondent('respondent'),
  }
  for (const [name, query] of Object.entries(queries))
    it(`use an index for ${name}`, async () => {
      const plan = JSON.stringify(await query().lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
      if (name.includes('responses')) expect(plan).to.not.include('SORT')
    })
})
