import type { Problem } from '../../../analysis/index.ts'
import { allQuestions } from '../../consultations/questions.ts'
import type { Consultation } from '../../consultations/store.ts'
import { versionsOf } from '../../consultations/versions.ts'
import { newId } from '../../database/ids.ts'
import { type Attributed, attributedIn, caseAttribute, casesOf } from '../../responses/cases/caseStore.ts'
import { type AttributeBatch, type AttributeChange, addAttributeBatch } from './batchStore.ts'

/** By what a row names of whom it speaks: the reference of a receipt, an import's own name of a row, or a case. */
export const keys = ['reference', 'id', 'case'] as const
export type Key = (typeof keys)[number]

/** One row: where it stands, of whom it speaks, and what it gives them; null takes an attribute away. */
export type Given = { place: string; key: Key; of: string; values: Record<string, string | null> }

const longestValue = 200
const longestName = 60
const mostShown = 200

/** What respondents say of themselves, or who they are: by these they are named where they are quoted. */
const ofThemselves = ['role', 'sector', 'nation', 'id', 'name', 'organisation', 'email', 'reference']

/** What is wrong with an attribute’s name; undefined where nothing is. */
export async function nameProblem(
  consultation: Pick<Consultation, '_id' | 'version'>,
  name: string,
): Promise<string | undefined> {
  const versions = await versionsOf(consultation)
  const asked = versions
    .flatMap(allQuestions)
    .flatMap(question => ('about' in question && question.about ? [question.about] : []))
  const plain = name.trim().toLowerCase()
  if (plain === '') return 'Enter what the attribute is called'
  if (ofThemselves.includes(plain) || asked.some(about => about.toLowerCase() === plain))
    return `“${name}” is what respondents say of themselves, by which they are named where they are quoted. Call it something else`
  if (name.length > longestName)
    return `“${name.slice(0, longestName)}…” is too long: at most ${longestName} characters`
  if (/[.$\p{Cc}]/u.test(name) || name.startsWith('_'))
    return `“${name}” cannot be called so: leave out stops, dollar signs and a leading underscore`
  return undefined
}

/**
 * Works out what rows would give to whom, and keeps it to be looked at. Nothing is given by it.
 * @param faults of reading the rows
 * @returns the batch's id
 */
export async function propose(
  { _id: consultation }: Pick<Consultation, '_id'>,
  { by, title }: Pick<AttributeBatch, 'by' | 'title'>,
  rows: Given[],
  faults: Problem[],
): Promise<string> {
  const [responses, known] = await Promise.all([attributedIn(consultation), casesOf(consultation)])
  const found = finder(responses)
  const problems = [...faults]
  const changes = new Map<string, AttributeChange>()
  const cases: AttributeBatch['cases'] = []
  const batch = newId()
  const seen = new Map<string, string>()
  for (const row of rows) {
    const { place, key, of, values } = row
    const wrong = problemWith(row, found, seen)
    if (wrong) {
      problems.push({ place, message: wrong })
      continue
    }
    seen.set(`${key} ${of}`, place)
    if (key === 'case') cases.push({ name: of, values: onlyGiven(values) })
    for (const response of found(key, of)) {
      if (!mayBeGiven(response)) continue
      const joined = values[caseAttribute]
      const whole = { ...(joined ? known.get(joined) : {}), ...values }
      const change = changes.get(response._id) ?? {
        ...{ _id: `${batch} ${response._id}`, batch, response: response._id },
        ...{ values: {}, recorded: false },
      }
      for (const [name, after] of Object.entries(whole))
        change.values[name] = { before: response.attributes[name] ?? null, after }
      changes.set(response._id, change)
    }
  }
  const given = [...changes.values()].flatMap(({ values }) => Object.values(values))
  await addAttributeBatch(
    {
      ...{ _id: batch, consultation, by, at: new Date(), title },
      names: [...new Set(rows.flatMap(({ values }) => Object.keys(values)))],
      state: 'preview',
      counts: {
        responses: changes.size,
        fresh: given.filter(({ before, after }) => before === null && after !== null).length,
        replaced: given.filter(({ before, after }) => before !== null && before !== after).length,
        same: given.filter(({ before, after }) => before === after).length,
        faulty: problems.length,
      },
      problems: problems.slice(0, mostShown),
      cases,
      pending: [],
    },
    [...changes.values()],
  )
  return batch
}

function onlyGiven(values: Given['values']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

function mayBeGiven({ state, anonymous }: Attributed): boolean {
  return state === 'submitted' && !anonymous
}

/** Finds the responses that a row speaks of. */
function finder(responses: Attributed[]): (key: Key, of: string) => Attributed[] {
  const by: Record<Key, Map<string, Attributed[]>> = { reference: new Map(), id: new Map(), case: new Map() }
  const add = (key: Key, of: string | undefined, response: Attributed) => {
    if (of) by[key].set(of, [...(by[key].get(of) ?? []), response])
  }
  for (const response of responses) {
    add('reference', response.reference, response)
    add('id', response.attributes.id, response)
    add('case', response.attributes[caseAttribute], response)
  }
  return (key, of) => by[key].get(key === 'reference' ? of.toUpperCase() : of) ?? []
}

function problemWith(
  { key, of, values }: Given,
  found: ReturnType<typeof finder>,
  seen: Map<string, string>,
): string | undefined {
  const called = { reference: 'reference', id: 'id', case: 'case' }[key]
  if (of === '') return `Has no ${called}: nobody knows of whom it speaks.`
  const before = seen.get(`${key} ${of}`)
  if (before) return `Speaks of the ${called} “${of}” again, as ${before} did, and was left out.`
  const responses = found(key, of)
  if (responses.length === 0) return `No response here has the ${called} “${of}”. Check it, letter by letter.`
  if (key === 'id' && responses.length > 1)
    return `Several responses have the id “${of}”. Use their references.`
  if (responses.every(({ state }) => state !== 'submitted'))
    return `The respondent of “${of}” has withdrawn: nothing more is said of them.`
  if (!responses.some(mayBeGiven))
    return `The respondent of “${of}” cut the link to their response: nothing may be said of who they are.`
  const long = Object.entries(values).find(([, value]) => value !== null && value.length > longestValue)
  if (long) return `“${long[0]}” is longer than ${longestValue} characters.`
  if (Object.keys(values).length === 0) return 'Every cell of the attributes is empty: nothing is given.'
  return undefined
}
