import type { Problem } from '../../../analysis/index.ts'
import { mayBePiped } from '../conditionProblems.ts'
import type { Condition } from '../conditions.ts'
import type { Page, Question } from '../questions.ts'
import { reservedPages } from '../questionnaireProblems.ts'
import { idFrom } from '../building/ids.ts'
import type { Dialect } from './expressions/dialects.ts'
import { parseCondition, type Reference } from './expressions/parse.ts'
import type { RawPage, RawQuestion } from './imported.ts'

const idPattern = /^[a-z][a-z0-9_-]{0,63}$/i

/**
 * Makes pages of what a file has: ids that hold here (those that do already stay), conditions and earlier answers in
 * wordings in our own form. What cannot be carried over is told, each with its place.
 */
export function assemble(raw: RawPage[], dialect: Dialect): { pages: Page[]; losses: Problem[] } {
  const losses: Problem[] = []
  const all = raw.flatMap(page => page.questions)
  const ids = newIds(all, losses)
  const references = new Map<string, Reference>()
  const renamed = all.map(each => ({ ...each, question: withIds(each, ids, losses) }))
  for (const { question, parts = {} } of renamed) {
    const name = [...ids].find(([, id]) => id === question.id)?.[0] ?? question.id
    references.set(name, { question })
    for (const [part, of] of Object.entries(parts)) references.set(part, { question, ...of })
  }
  const resolve = (name: string) => references.get(name)
  const conditionOf = (sources: string[], place: string): { when?: Condition } => {
    const each = sources.flatMap(source => {
      const parsed = parseCondition(source, dialect, resolve)
      if (parsed.ok) return parsed.condition ? [parsed.condition] : []
      losses.push({
        place,
        message: `Its condition was left out, so that it is asked always: ${parsed.why}. It read: ${source.slice(0, 300)}`,
      })
      return []
    })
    const [only] = each
    if (!only) return {}
    return { when: each.length === 1 ? only : { all: each } }
  }
  const words = (text: string, place: string) =>
    text.replace(dialect.pipe, (whole, name: string) => {
      const of = resolve(name.replace(/\.(NAOK|shown|value|code)$/i, ''))
      if (of && of.row === undefined && of.option === undefined && mayBePiped(of.question))
        return `{{${of.question.id}}}`
      losses.push({ place, message: `“${whole}” in its wording stands for nothing here, and was left as it is.` })
      return whole
    })
  const pageIds = new Set<string>(reservedPages)
  const pages = raw.map((page): Page => {
    const free = idPattern.test(page.name) && !pageIds.has(page.name)
    const id = free ? page.name : idFrom(page.name || page.title, pageIds, 'page')
    pageIds.add(id)
    return {
      id,
      title: words(page.title, page.place),
      ...(page.intro ? { intro: words(page.intro, page.place) } : {}),
      ...conditionOf(page.when, page.place),
      questions: page.questions.map((each): Question => {
        const question = renamed[all.indexOf(each)]?.question ?? each.question
        return {
          ...question,
          label: words(question.label, each.place),
          ...(question.hint ? { hint: words(question.hint, each.place) } : {}),
          ...(question.type === 'statement' ? { text: question.text.map(text => words(text, each.place)) } : {}),
          ...conditionOf(each.when, each.place),
        } as Question
      }),
    }
  })
  return { pages: pages.filter(page => page.questions.length > 0), losses }
}

/** name in the file → id here, which is the same where it can be. */
function newIds(all: RawQuestion[], losses: Problem[]): Map<string, string> {
  const taken = new Set(all.map(({ question }) => question.id).filter(name => idPattern.test(name)))
  const ids = new Map<string, string>()
  for (const { place, question } of all) {
    if (ids.has(question.id)) continue
    if (idPattern.test(question.id)) {
      ids.set(question.id, question.id)
      continue
    }
    const id = idFrom(question.id || question.label, taken, 'question')
    taken.add(id)
    ids.set(question.id, id)
    losses.push({ place, message: `Its name “${question.id}” cannot be an id here; it became “${id}”.` })
  }
  return ids
}

function withIds({ place, question }: RawQuestion, ids: Map<string, string>, losses: Problem[]): Question {
  const renamed = { ...question, id: ids.get(question.id) ?? question.id }
  if (renamed.type !== 'matrix') return renamed
  const taken = new Set(renamed.rows.map(({ id }) => id).filter(id => idPattern.test(id)))
  const rows = renamed.rows.map(row => {
    if (idPattern.test(row.id)) return row
    const id = idFrom(row.id || row.label, taken, 'row')
    taken.add(id)
    losses.push({ place, message: `The name “${row.id}” of a row cannot be an id here; it became “${id}”.` })
    return { ...row, id }
  })
  return { ...renamed, rows }
}
