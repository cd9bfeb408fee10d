import { groupTable, type PrintedTable } from '../../../analysis/application.ts'
import { type Counts, countInvitations } from '../../consultations/invitations/invitationStore.ts'
import { worded } from '../../consultations/piping.ts'
import { allQuestions, isTestimony } from '../../consultations/questions.ts'
import { type Consultation, type Opening, openingOf, zoneOf } from '../../consultations/store.ts'
import { unitedQuestions, versionsOf } from '../../consultations/versions.ts'
import { KeptCounts } from '../../keptCounts.ts'
import { countResponses } from '../../responses/countStore.ts'
import { many } from '../../responses/many.ts'
import { progressOf } from '../../responses/progressStore.ts'
import { textsIn } from '../../responses/response.ts'
import { standingGroups, standingResponses } from '../../responses/standingStore.ts'
import { wordCounts } from '../../responses/textStore.ts'
import { type Spread, spreadOf } from '../spread.ts'
import { dayIn, overTime } from './days.ts'
import { type PagesProgress, pagesProgress } from './pages.ts'

/** Words of the answers to one question. */
export type QuestionWords = { label: string; answers: number; words: Spread }

/** What is counted of all who began to answer. */
type LiveCounts = Omit<Live, 'at' | 'opening' | 'words'>

/** How answering goes at a moment; nothing of what is in a draft. */
export type Live = {
  at: Date
  opening: Opening
  responses: number
  unsent: number
  withdrawn: number
  time: ReturnType<typeof overTime>
  progress: PagesProgress
  /** Responses by what respondents said of themselves, fit to be printed. */
  groups: { name: 'Sector' | 'Nation'; table: PrintedTable }[]
  words: { counted: Date; questions: QuestionWords[] }
  /** Absent where nobody was invited. */
  invitations?: Counts
}

const kept = new KeptCounts<LiveCounts>(({ responses, unsent }) => responses + unsent >= many)

/**
 * Reads how answering goes: as it is, or where many answered as it was up to a minute ago. The words of answers are
 * always as they were up to a minute ago.
 */
export async function readLive(consultation: Consultation, now = new Date()): Promise<Live> {
  const { value, at } = await kept.of(keyOf(consultation), () => count(consultation, now))
  const words = await recentWords(consultation)
  return { ...value, at, opening: openingOf(consultation, now), words }
}

/** All that counts depend on which an edit changes at once. */
function keyOf(consultation: Consultation): string {
  return JSON.stringify([consultation._id, consultation.version, zoneOf(consultation)])
}

async function count(consultation: Consultation, now: Date): Promise<LiveCounts> {
  const { _id } = consultation
  const [groups, progress, versions, withdrawn, invitations] = await Promise.all([
    standingGroups(_id),
    progressOf(_id),
    versionsOf(consultation),
    countResponses(_id, 'withdrawn'),
    countInvitations(_id, 1),
  ])
  const dayOf = dayIn(zoneOf(consultation))
  const unsent = progress.filter(({ sent }) => !sent)
  const plain = versions.map(version => ({
    ...version,
    pages: version.pages.map(page => ({ ...page, title: worded(page.title, allQuestions(version)) })),
  }))
  const { invited, begun, answered } = invitations
  return {
    responses: groups.reduce((sum, { respondents }) => sum + respondents, 0),
    unsent: unsent.reduce((sum, { people }) => sum + people, 0),
    withdrawn,
    time: overTime(
      groups.flatMap(({ submittedOn, respondents }) => times(respondents, isoDay(submittedOn))),
      unsent.flatMap(({ startedOn, people }) => times(people, dayOf(startedOn ?? now))),
      dayOf(now),
    ),
    progress: pagesProgress(plain, progress),
    groups: (['sector', 'nation'] as const).flatMap(name => {
      const given = groups.flatMap(group =>
        times(group.respondents, { group: group[name]?.trim() ?? '', column: 'all' }),
      )
      const isGiven = given.some(({ group }) => group !== '')
      return isGiven
        ? [
            {
              name: name === 'sector' ? ('Sector' as const) : ('Nation' as const),
              table: groupTable(given, ['all']),
            },
          ]
        : []
    }),
    ...(invited + begun + answered > 0 ? { invitations } : {}),
  }
}

function times<Value>(number: number, value: Value): Value[] {
  return Array.from({ length: number }, () => value)
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10)
}

const words = new KeptCounts<QuestionWords[]>(() => true)

/** Counting words reads every answer, which a page that asks again and again should not. */
async function recentWords(consultation: Consultation): Promise<Live['words']> {
  const { value, at } = await words.of(consultation._id, () => readWords(consultation))
  return { counted: at, questions: value }
}

async function readWords(consultation: Consultation): Promise<QuestionWords[]> {
  const counts = new Map<string, number[]>()
  for await (const responses of standingResponses(consultation._id)) {
    for (const { question, words } of await wordCounts(responses.flatMap(textsIn))) {
      const own = counts.get(question) ?? []
      own.push(words)
      counts.set(question, own)
    }
  }
  return (await unitedQuestions(consultation)).filter(isTestimony).flatMap(({ id, label }) => {
    const numbers = counts.get(id) ?? []
    const words = spreadOf(numbers)
    return words ? [{ label, answers: numbers.length, words }] : []
  })
}
