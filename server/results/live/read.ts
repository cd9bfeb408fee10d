import { groupTable, type PrintedTable } from '../../../analysis/application.ts'
import { type Counts, countInvitations } from '../../consultations/invitations/invitationStore.ts'
import { worded } from '../../consultations/piping.ts'
import { allQuestions, isTestimony } from '../../consultations/questions.ts'
import { type Consultation, type Opening, openingOf, zoneOf } from '../../consultations/store.ts'
import { unitedQuestions, versionsOf } from '../../consultations/versions.ts'
import { countResponses } from '../../responses/countStore.ts'
import { progressOf } from '../../responses/progressStore.ts'
import { textsIn } from '../../responses/response.ts'
import { standingFacts, standingResponses } from '../../responses/standingStore.ts'
import { wordCounts } from '../../responses/textStore.ts'
import { type Spread, spreadOf } from '../spread.ts'
import { dayIn, overTime } from './days.ts'
import { type PagesProgress, pagesProgress } from './pages.ts'

/** Words of the answers to one question. */
export type QuestionWords = { label: string; answers: number; words: Spread }

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

/** Reads how answering goes; the words of answers are as they were up to a minute ago. */
export async function readLive(consultation: Consultation, now = new Date()): Promise<Live> {
  const { _id } = consultation
  const [facts, progress, versions, withdrawn, invitations, words] = await Promise.all([
    standingFacts(_id),
    progressOf(_id),
    versionsOf(consultation),
    countResponses(_id, 'withdrawn'),
    countInvitations(_id, 1),
    recentWords(consultation, now),
  ])
  const dayOf = dayIn(zoneOf(consultation))
  const unsent = progress.filter(({ sent }) => !sent)
  const plain = versions.map(version => ({
    ...version,
    pages: version.pages.map(page => ({ ...page, title: worded(page.title, allQuestions(version)) })),
  }))
  const { invited, begun, answered } = invitations
  return {
    at: now,
    opening: openingOf(consultation, now),
    responses: facts.length,
    unsent: unsent.length,
    withdrawn,
    time: overTime(
      facts.map(({ submittedOn }) => submittedOn.toISOString().slice(0, 10)),
      unsent.map(({ startedOn }) => dayOf(startedOn)),
      dayOf(now),
    ),
    progress: pagesProgress(plain, progress),
    groups: (['sector', 'nation'] as const).flatMap(name => {
      const given = facts.map(({ attributes }) => ({ group: attributes[name]?.trim() ?? '', column: 'all' }))
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
    words,
    ...(invited + begun + answered > 0 ? { invitations } : {}),
  }
}

const wordsStand = 60_000
const recent = new Map<string, { words: Promise<Live['words']>; until: number }>()

/** Counting words reads every answer, which a page that asks again and again should not. */
function recentWords(consultation: Consultation, now: Date): Promise<Live['words']> {
  const known = recent.get(consultation._id)
  if (known && now.getTime() < known.until) return known.words
  const words = readWords(consultation, now)
  recent.set(consultation._id, { words, until: now.getTime() + wordsStand })
  words.catch(() => recent.delete(consultation._id))
  return words
}

async function readWords(consultation: Consultation, now: Date): Promise<Live['words']> {
  const counts = new Map<string, number[]>()
  for await (const responses of standingResponses(consultation._id)) {
    for (const { question, words } of await wordCounts(responses.flatMap(textsIn))) {
      const own = counts.get(question) ?? []
      own.push(words)
      counts.set(question, own)
    }
  }
  const questions = (await unitedQuestions(consultation)).filter(isTestimony).flatMap(({ id, label }) => {
    const numbers = counts.get(id) ?? []
    const words = spreadOf(numbers)
    return words ? [{ label, answers: numbers.length, words }] : []
  })
  return { counted: now, questions }
}
