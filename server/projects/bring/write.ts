import { type Span, sentences } from '../../../analysis/index.ts'
import { codingId, type StoredCoding } from '../../coding/coding.ts'
import { addCodings } from '../../coding/codingStore.ts'
import { begun } from '../../coding/history.ts'
import { idOf } from '../../database/ids.ts'
import type { Losses } from '../../files/project/losses.ts'
import { caseAttribute } from '../../responses/cases/caseStore.ts'
import { prepareResponse } from '../../responses/prepare.ts'
import { type Incoming, receiveResponses } from '../../responses/receive.ts'
import { today } from '../../responses/response.ts'
import { saidBy } from '../format/codingNotes.ts'
import type { Transfer } from '../transferStore.ts'
import type { Person } from './people.ts'
import type { Resolved } from './resolve.ts'
import { narrowest, saidOf } from './saidOf.ts'

/** What the parts of a project are called here. */
export type Known = {
  own: boolean
  /** Variables' names and themes by GUID. */
  variables: ReadonlyMap<string, string>
  themes: ReadonlyMap<string, string>
  coder: (user: string) => string
}

/** A respondent with what they wrote, by the question that it answers. */
export type Whole = { person: Person; texts: { question: string; source: Resolved }[] }

/**
 * Writes some respondents of a project: their codings first, which count once the texts are there, then the responses.
 * Everything is called by what it came from, so that writing it again after a kill writes nothing twice.
 *
 * @returns how many codings there are, and each respondent's id by the GUID of their case
 */
export async function writePeople(
  transfer: Transfer,
  known: Known,
  people: Whole[],
  losses: Losses,
): Promise<{ codings: number; ids: Map<string, string> }> {
  const incoming = people.map(whole => incomingOf(transfer, known, whole, losses))
  const codings: StoredCoding[] = []
  const ids = new Map<string, string>()
  for (const [at, { person, texts }] of people.entries()) {
    const arriving = incoming[at]
    if (!arriving) continue
    const { response, texts: kept } = prepareResponse(arriving)
    ids.set(person.guid, response._id)
    for (const { question, source } of texts) {
      const text = kept.find(each => each.question === question)
      if (text) codings.push(...codingsOf(transfer, known, source, text, losses))
    }
  }
  await addCodings(codings)
  await receiveResponses(incoming)
  return { codings: codings.length, ids }
}

type Arriving = Incoming & Parameters<typeof prepareResponse>[0]

function incomingOf(
  { _id, consultation, at, brought }: Transfer,
  known: Known,
  { person, texts }: Whole,
  losses: Losses,
): Arriving {
  if (!brought) throw new Error(`incomingOf: the transfer ${_id} brings nothing`)
  const said = saidOf(person.values, known.variables, known.own, losses)
  const name = person.name || texts[0]?.source.name || ''
  const withheld = texts.flatMap(({ question, source }) => {
    const marked = sentencesIn(source.text, source.withheld)
    return marked.length > 0 ? [[question, marked] as const] : []
  })
  return {
    ...{ origin: `import:${_id}:${person.guid}`, consultation, version: 1, source: 'import' },
    capacity: said.capacity,
    ...(said.people === undefined ? {} : { people: said.people }),
    choice: narrowest([brought.choice, said.choice]) ?? 'none',
    consentWording: `import: ${brought.basis}`,
    ...(brought.approval || said.approval ? { approval: true } : {}),
    ...(said.byHand ? { byHand: true } : {}),
    attributes: {
      ...attributesOfCase(person, known, losses),
      ...said.attributes,
      ...(name === '' ? {} : { id: name }),
    },
    answers: Object.fromEntries(texts.map(({ question, source }) => [question, { text: source.text }])),
    ...(withheld.length > 0 ? { withheld: Object.fromEntries(withheld) } : {}),
    submittedOn: said.submittedOn ?? today(at),
  }
}

/** What a respondent has from the case that holds them and others together. */
function attributesOfCase({ group }: Person, known: Known, losses: Losses): Record<string, string> {
  if (!group) return {}
  const { attributes } = saidOf(group.values, known.variables, known.own, losses)
  return { ...attributes, [caseAttribute]: group.name }
}

/** The sentences that passages touch, since a respondent marks sentences. */
function sentencesIn(text: string, passages: readonly Span[]): string[] {
  if (passages.length === 0) return []
  return sentences(text)
    .filter(({ start, end }) => passages.some(passage => passage.start < end && start < passage.end))
    .map(({ start, end }) => text.slice(start, end))
}

function codingsOf(
  { _id: batch, consultation, at }: Transfer,
  known: Known,
  source: Resolved,
  { _id: text, respondent, question }: { _id: string; respondent: string; question: string },
  losses: Losses,
): StoredCoding[] {
  const made = new Map<string, StoredCoding>()
  for (const { start, end, code, user, at: coded, notes } of source.codings) {
    const theme = known.themes.get(code)
    if (theme === undefined) {
      losses.add('A coding names a code that the project has not, and was left out.', source.name)
      continue
    }
    if (end <= start) continue
    const coder = known.coder(user)
    const id = codingId(coder, text, { start, end }, theme)
    if (made.has(id)) continue
    const place = { id, consultation, respondent, question, text, start, end, theme, coder }
    const decision = { verdict: 'accepted', ...saidBy(notes), codebookVersion: 1 } as const
    const act = { at: timeOf(coded, at), by: coder, action: idOf(batch, id), did: 'coded' } as const
    // The responses that are written next are counted with them.
    made.set(id, { ...begun(place, decision, act), batch, pending: [] })
  }
  return [...made.values()]
}

/** A time as a project gives it; where it gives none, `otherwise`. */
export function timeOf(given: string, otherwise: Date): Date {
  const time = new Date(given)
  return given === '' || Number.isNaN(time.getTime()) ? otherwise : time
}
