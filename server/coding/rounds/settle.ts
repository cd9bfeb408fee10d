import { codebookOf } from '../../codebook/store.ts'
import { approachOf, findConsultation } from '../../consultations/store.ts'
import { idOf } from '../../database/ids.ts'
import { groupBy } from '../../groupBy.ts'
import type { Runner } from '../../jobs/runner.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import { assignmentsOfRound, closeRoundAssignments } from '../assignments/assignmentStore.ts'
import type { StoredCoding } from '../coding.ts'
import { allCodingsOf } from '../codingStore.ts'
import { shareRound } from './begin.ts'
import { comparedPassages, type Passage } from './differ.ts'
import { addDifferences, type Difference } from './differenceStore.ts'
import { type Found, foundBlind } from './found.ts'
import { agreementOn, type RoundResult } from './result.ts'
import { doneForRound, findRound, keepResult, type Round, roundsAwaiting } from './roundStore.ts'
import { weekOf } from './week.ts'

/** How many responses are read at once. */
const atOnce = 250

/** Has the runner do what a killed process left of beginning or ending a round. */
export function registerRounds(runner: Runner): void {
  runner.registerPending({
    name: 'share out rounds',
    waiting: () => roundsAwaiting('assign'),
    run: shareRound,
  })
  runner.registerPending({
    name: 'work out agreement',
    waiting: () => roundsAwaiting('result'),
    run: settleRound,
  })
}

/**
 * Works out how far the coders of a round that is over agreed, and where they differed, once: from what each had coded
 * when they said they were done. Safe to repeat, and later changes lead to nothing else.
 */
export async function settleRound(id: string): Promise<void> {
  const round = await findRound(id)
  if (round?.state !== 'over' || !round.over) return
  if (!round.result) {
    // A result without the differences is never kept.
    const read = await readRound(round)
    await keepResult(id, await resultOf(round, read))
  }
  await closeRoundAssignments(id)
  await doneForRound(id, 'result')
}

type Read = { found: Found; alike: Passage[]; lengths: Map<string, number>; standing: number }

/** Reads what was coded in a round, part by part, and adds what differs in each. */
async function readRound(round: Round): Promise<Read> {
  const { _id, consultation, responses, over } = round
  const parts = Array.from({ length: Math.ceil(responses.length / atOnce) }, (_, part) =>
    responses.slice(part * atOnce, (part + 1) * atOnce),
  )
  const [assigned, first] = await Promise.all([
    assignmentsOfRound(_id),
    readPart(consultation, parts[0] ?? []),
  ])
  const done = assigned.filter(({ done }) => done !== undefined && over !== undefined && done.at <= over.at)
  const doneBy = groupBy(done, ({ response }) => response)
  const read: Read = { found: [], alike: [], lengths: new Map(), standing: 0 }
  let [reading, adding] = [Promise.resolve(first), Promise.resolve()]
  for (const [part, ids] of parts.entries()) {
    const [{ standing, texts, codings }] = await Promise.all([reading, adding])
    // The database reads a part and writes what differed while the one before it is gone through.
    reading = readPart(consultation, parts[part + 1] ?? [])
    read.standing += standing
    for (const { _id, text } of texts) read.lengths.set(_id, text.length)
    const found = foundBlind(
      texts,
      ids.flatMap(id => doneBy.get(id) ?? []),
      codings,
    )
    read.found.push(...found)
    const { alike, differ } = comparedPassages(found)
    read.alike.push(...alike)
    adding = addDifferences(differ.map(passage => differenceOf(round, passage)))
  }
  await adding
  return read
}

type Part = { standing: number; texts: Text[]; codings: StoredCoding[] }

async function readPart(consultation: string, ids: string[]): Promise<Part> {
  if (ids.length === 0) return { standing: 0, texts: [], codings: [] }
  const [{ standing, texts }, codings] = await Promise.all([
    standingTexts(ids),
    allCodingsOf(consultation, ids),
  ])
  return { standing, texts, codings }
}

async function standingTexts(ids: string[]): Promise<Pick<Part, 'standing' | 'texts'>> {
  const standing = (await findResponses(ids)).filter(({ state }) => state === 'submitted')
  return { standing: standing.length, texts: await findTexts(standing.flatMap(currentTexts)) }
}

async function resultOf(round: Round, read: Read): Promise<RoundResult> {
  const { found, alike, lengths, standing } = read
  const [codebook, consultation] = await Promise.all([
    codebookOf(round.consultation),
    findConsultation(round.consultation),
  ])
  // Whoever reads reflexively compares readings, and measures none against another.
  const reflexive = consultation !== null && approachOf(consultation) === 'reflexive'
  const used = codebook.themes.filter(theme => !theme.archived).map(theme => theme.id)
  const applied = found.flatMap(({ by }) => [...by.values()].flat().map(({ theme }) => theme))
  const themes = [...new Set([...used, ...applied])]
  const respondents = new Set(found.map(({ respondent }) => respondent)).size
  const agreed = reflexive
    ? {
        overall: {
          ...{ alpha: null, low: null, high: null },
          caution: 'The testimony is read reflexively: no agreement is worked out.',
        },
        themes: [],
      }
    : await agreementOn(found, themes, lengths)
  return {
    at: round.over?.at ?? round.at,
    codebookVersion: codebook.version,
    respondents,
    answers: found.length,
    unfinished: standing - respondents,
    withdrawn: round.responses.length - standing,
    coders: round.coders.map(coder => workOf(coder, found)),
    ...agreed,
    alike: alikeByWeek(alike),
  }
}

function workOf(coder: string, found: Found): RoundResult['coders'][number] {
  const read = found.filter(({ by }) => by.has(coder))
  return {
    coder,
    responses: new Set(read.map(({ respondent }) => respondent)).size,
    passages: read.reduce((sum, { by }) => sum + (by.get(coder)?.length ?? 0), 0),
  }
}

function alikeByWeek(alike: Passage[]): RoundResult['alike'] {
  const counts = new Map<string, number>()
  for (const { sides } of alike)
    for (const { coder, codings } of sides)
      if (codings[0]) {
        const key = `${coder} ${weekOf(codings[0].at)}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
  return [...counts].map(([key, passages]) => {
    const [coder = '', week = ''] = key.split(' ')
    return { coder, week, passages }
  })
}

function differenceOf({ _id: round, consultation }: Round, passage: Passage): Difference {
  const { text, theme, start } = passage
  return {
    ...passage,
    ...{ _id: idOf(round, text, theme, start), round, consultation, history: [], revision: 1, pending: [] },
  }
}
