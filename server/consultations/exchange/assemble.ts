import type { Problem } from '../../../analysis/index.ts'
import { idFrom } from '../building/ids.ts'
import { mayBePiped } from '../conditionProblems.ts'
import type { Condition } from '../conditions.ts'
import { reservedPages } from '../questionnaireProblems.ts'
import type { Page, Question } from '../questions.ts'
import type { Dialect } from './expressions/dialects.ts'
import { parseCondition, type Reference } from './expressions/parse.ts'
import type { RawPage, RawQuestion } from './imported.ts'

const idPattern = /^[a-z][a-z0-9_-]{0,63}$/i

/**
 * Makes pages of what a file has: ids that hold here (those that do already stay), conditions and earlier answers in
 * wordings in our own form. What cannot be carried over is told, each with its place. Pages without a question are
 * left out.
 */
export function assemble(raw: RawPage[], dialect: Dialect): { pages: Page[]; losses: Problem[] } {
  const losses: Problem[] = []
  const named = nameAll(
    raw.flatMap(page => page.questions),
    losses,
  )
  const references = new Map<string, Reference>()
  for (const { name, question, parts } of named.values()) {
    references.set(name, { question })
    for (const [part, of] of parts) references.set(part, { question, ...of })
  }
  const resolve = (name: string) => references.get(name)

  const whenOf = (sources: string[], place: string): { when?: Condition } => {
    const each = sources.flatMap(source => {
      const parsed = parseCondition(source, dialect, resolve)
      if (parsed.ok) return parsed.condition ? [parsed.condition] : []
      const message = `Its condition was left out, so that it is asked always: ${parsed.why}. It read: ${source.slice(0, 300)}`
      losses.push({ place, message })
      return []
    })
    const [only] = each
    if (!only) return {}
    return { when: each.length === 1 ? only : { all: each } }
  }
  const worded = (text: string, place: string) =>
    text.replace(dialect.pipe, (whole, name: string) => {
      const of = resolve(name.trim().replace(/\.(NAOK|shown|value|code)$/i, ''))
      if (of && of.row === undefined && of.option === undefined && mayBePiped(of.question))
        return `{{${of.question.id}}}`
      losses.push({
        place,
        message: `“${whole}” in its wording stands for no answer here, and was left as it is.`,
      })
      return whole
    })

  const pageIds = new Set<string>(reservedPages)
  const pages = raw.map((page): Page => {
    const isFree = idPattern.test(page.name) && !pageIds.has(page.name)
    const id = isFree ? page.name : idFrom(page.name || page.title, pageIds, 'page')
    pageIds.add(id)
    return {
      id,
      title: worded(page.title, page.place),
      ...(page.intro ? { intro: worded(page.intro, page.place) } : {}),
      ...whenOf(page.when, page.place),
      questions: page.questions.map(each => {
        const { question } = named.get(each) ?? each
        const { place } = each
        return {
          ...question,
          label: worded(question.label, place),
          ...(question.hint ? { hint: worded(question.hint, place) } : {}),
          ...(question.type === 'statement' ? { text: question.text.map(text => worded(text, place)) } : {}),
          ...whenOf(each.when, place),
        } as Question
      }),
    }
  })
  return { pages: pages.filter(page => page.questions.length > 0), losses }
}

type Named = { name: string; question: Question; parts: [name: string, of: Omit<Reference, 'question'>][] }

/** Each question with an id that holds here: its name in the file where that does, and none has it already. */
function nameAll(all: RawQuestion[], losses: Problem[]): Map<RawQuestion, Named> {
  const taken = new Set(all.map(({ question }) => question.id).filter(name => idPattern.test(name)))
  const given = new Set<string>()
  const named = new Map<RawQuestion, Named>()
  for (const raw of all) {
    const { id: name, label } = raw.question
    const stays = idPattern.test(name) && !given.has(name)
    const id = stays ? name : idFrom(name || label, taken, 'question')
    taken.add(id)
    given.add(id)
    if (!stays)
      losses.push({
        place: raw.place,
        message: given.has(name)
          ? `Another question has its name “${name}”, so its id became “${id}”.`
          : `Its name “${name}” cannot be an id here; it became “${id}”.`,
      })
    const rows = rowIds(raw, losses)
    const question = { ...raw.question, id }
    if (question.type === 'matrix')
      question.rows = question.rows.map(row => ({ ...row, id: rows.get(row.id) ?? row.id }))
    const parts = Object.entries(raw.parts ?? {}).map(([part, of]): Named['parts'][number] => [
      part,
      'row' in of ? { row: rows.get(of.row) ?? of.row } : of,
    ])
    named.set(raw, { name, question, parts })
  }
  return named
}

/** name of a row in the file → its id here. */
function rowIds({ place, question }: RawQuestion, losses: Problem[]): Map<string, string> {
  const ids = new Map<string, string>()
  if (question.type !== 'matrix') return ids
  const taken = new Set(question.rows.map(({ id }) => id).filter(id => idPattern.test(id)))
  for (const { id: name, label } of question.rows) {
    const id = idPattern.test(name) ? name : idFrom(name || label, taken, 'row')
    taken.add(id)
    ids.set(name, id)
    if (id !== name)
      losses.push({ place, message: `The name “${name}” of a row cannot be an id here; it became “${id}”.` })
  }
  return ids
}
