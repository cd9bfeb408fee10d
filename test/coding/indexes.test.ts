import { expect } from 'chai'
import { hotPeople } from '../../server/accounts/people/store.ts'
import { hotQueries } from '../../server/codebook/store.ts'
import { hotAssignings } from '../../server/coding/assignments/assigningStore.ts'
import { hotAssignments } from '../../server/coding/assignments/assignmentStore.ts'
import { hotAudits } from '../../server/coding/audit/auditStore.ts'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { hotMemos } from '../../server/coding/memos/memoStore.ts'
import { hotMentions } from '../../server/coding/mentionStore.ts'
import { hotPresences } from '../../server/coding/presence/presenceStore.ts'
import { hotReadings } from '../../server/coding/readingStore.ts'
import { hotDifferences } from '../../server/coding/rounds/differenceStore.ts'
import { hotRounds } from '../../server/coding/rounds/roundStore.ts'
import { hotTaggings } from '../../server/coding/taggingStore.ts'
import { hotTransfers } from '../../server/projects/transferStore.ts'
import { hotHolds } from '../../server/responses/care/holdStore.ts'
import { openSite, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'

type Explained = { explain(verbosity: 'queryPlanner'): { exec(): Promise<unknown> } }

describe('the hot queries of coding', () => {
  let site: Site
  before(async () => {
    site = await openSite()
    await addCorpus('hot')
    await addCodebook('hot', theme('pay', ['pay']))
    for (let n = 0; n < 20; n++) await respond('hot', String(n), { obstacles: `Pay ${n}.` })
    await site.runner.idle()
  })
  after(() => site.close())

  const queries: Record<string, () => Explained> = {
    'the codebook as it stands': () => hotQueries.newest('hot'),
    'the codebook as it was': () => hotQueries.at('hot', 1),
    'codebook versions that wait for new tags': () => hotQueries.awaiting(),
    'the tags of some texts': () => hotTaggings.ofTexts(['a', 'b']),
    'tags made by older rules': () => hotTaggings.olderThan('hot', 3, 100),
    'the codings of a respondent': () => hotCodings.current('hot', { respondent: 'r' }),
    'what a coder coded of some texts': () => hotCodings.ownOn('hot', 'c', ['t', 'u']),
    'the codings of a text': () => hotCodings.current('hot', { text: 't' }),
    'a page of a theme’s codings': () => hotCodings.ofTheme('hot', 'pay', 'accepted', '', 20),
    'all codings of some respondents': () => hotCodings.all('hot', ['r']),
    'the next of the coders': () => hotCodings.coderAfter('hot', ''),
    'what a coder did last': () => hotCodings.latestBy('hot', 'c', 0, 50),
    'all codings, with who made them when': () => hotCodings.withHistory('hot'),
    'the memos': () => hotMemos.all('hot'),
    'the latest transfers of projects': () => hotTransfers.latest('hot'),
    'the projects that were brought': () => hotTransfers.brought('everywhere'),
    'the projects that made some consultations': () => hotTransfers.brought(new Set(['hot'])),
    'the consultations that somebody has a role in': () => hotPeople.ofAccount('a'),
    'what is held back': () => hotHolds.inState('hot', ['waiting']),
    'who read a response': () => hotReadings.ofResponse('hot', 'r'),
    'who read some responses': () => hotReadings.ofResponses('hot', ['r']),
    'who has some responses open': () => hotPresences.of('hot', ['r'], new Date()),
    'a coder’s next responses': () => hotAssignments.open('hot', 'c', '', 20),
    'who is to do some responses': () => hotAssignments.ofResponses('hot', ['r']),
    'all that is assigned': () => hotAssignments.all('hot'),
    'what one act assigned': () => hotAssignments.ofAct('a'),
    'what a round assigned': () => hotAssignments.ofRound('r'),
    'what was assigned lately': () => hotAssignings.latest('hot'),
    'the outcomes in some texts': () => hotCodings.outcomes('hot', ['t']),
    'the blind rounds': () => hotRounds.all('hot'),
    'the rounds that go on': () => hotRounds.open('hot'),
    'the rounds in which somebody is blind': () => hotRounds.blindTo('hot', 'c'),
    'the rounds that wait for something': () => hotRounds.awaiting('result'),
    'the differences of a round': () => hotDifferences.ofRound('r'),
    'the differences of a round on a theme': () => hotDifferences.ofRound('r', 'pay'),
    'the differences of a consultation': () => hotDifferences.ofConsultation('hot'),
    'the differences that wait for their codings': () => hotDifferences.awaiting(),
    'the next but for those of a blind round': () => hotMentions.next('hot', { without: ['r'] }, '', false),
    'what was read': () => hotReadings.all('hot'),
    'the codings of some themes': () => hotCodings.decisions('hot', ['pay', 'skills']),
    'the mentions of a theme in a state': () => hotMentions.inState('hot', 'pay', ['machine'], 'supports'),
    'codings not counted yet': () => hotCodings.awaiting(),
    'the next of the queue': () => hotMentions.next('hot', {}, '', false),
    'the next of a theme': () => hotMentions.next('hot', { theme: 'pay' }, 'r|pay', true),
    'the next of a question': () => hotMentions.next('hot', { question: 'obstacles' }, '', false),
    'the next of both': () => hotMentions.next('hot', { theme: 'pay', question: 'obstacles' }, '', false),
    'the next of what a rule suggests': () => hotMentions.next('hot', { facets: ['by rule'] }, '', false),
    'mentions that the queue cannot be narrowed to': () => hotMentions.withoutFacets('hot', 20),
    'the least sure of the queue': () => hotMentions.nextRank('hot', {}, -1),
    'the least sure of a theme': () => hotMentions.nextRank('hot', { theme: 'pay' }, 0.5),
    'the least sure of a question': () => hotMentions.nextRank('hot', { question: 'obstacles' }, 2),
    'the next as sure': () => hotMentions.sameRank('hot', {}, { rank: 2, _id: 'r|pay' }, true),
    'the next as sure of a theme': () =>
      hotMentions.sameRank('hot', { theme: 'pay' }, { rank: 2, _id: 'r|pay' }, false),
    'the newest sample': () => hotAudits.newest('hot'),
    'the passages of a sample': () => hotAudits.passages('a'),
    'how much waits': () => hotMentions.waiting('hot', {}),
    'how much waits of a theme': () => hotMentions.waiting('hot', { theme: 'pay' }),
    'the mentions of some respondents': () => hotMentions.ofRespondents('hot', ['r']),
    'what waits of a theme': () => hotMentions.waitingOfTheme('hot', 'pay', '', 20),
  }
  for (const [name, query] of Object.entries(queries))
    it(`find ${name} by index`, async () => {
      const plan = JSON.stringify(await query().explain('queryPlanner').exec())
      expect(plan).to.match(/"(IXSCAN|IDHACK|EXPRESS_IXSCAN)"/)
      expect(plan).to.not.include('COLLSCAN')
    })

  for (const name of [
    'the next of the queue',
    'the next of a theme',
    'the next of what a rule suggests',
    'the least sure of the queue',
    'the least sure of a theme',
    'the least sure of a question',
    'the next as sure',
    'a coder’s next responses',
    'what was assigned lately',
    'the newest sample',
    'the passages of a sample',
    'a page of a theme’s codings',
    'the next of the coders',
    'what a coder did last',
    'what waits of a theme',
  ])
    it(`find ${name} without sorting`, async () => {
      const plan = JSON.stringify(await queries[name]?.().explain('queryPlanner').exec())
      expect(plan).to.not.match(/"stage":"SORT"/)
    })
})
