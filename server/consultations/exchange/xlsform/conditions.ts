import type { Question } from '../../questions.ts'
import type { Writer } from '../expressions/write.ts'

const signs = { over: '>', under: '<', atLeast: '>=', atMost: '<=', equals: '=' } as const

/** Conditions as XLSForm writes them: XPath, with `${id}` for answers. */
export const xlsformConditions: Writer = {
  all: each => (each.length === 1 ? (each[0] ?? '') : `(${each.join(' and ')})`),
  any: each => (each.length === 1 ? (each[0] ?? '') : `(${each.join(' or ')})`),
  not: one => `not(${one})`,
  always: 'true()',
  never: 'false()',
  comparison({ question: id, row, is, value = '' }, question) {
    const answer = `\${${row === undefined ? id : `${id}_${row}`}}`
    if (is === 'answered') return `${answer} != ''`
    const given = literal(value, question)
    if (is !== 'contains') return `${answer} ${signs[is]} ${given}`
    return `${question && 'options' in question ? 'selected' : 'contains'}(${answer}, ${given})`
  },
}

/** A value as XPath writes it, which joins texts where both quote marks stand in one. */
function literal(value: string, question: Question | undefined): string {
  const isNumber = question?.type === 'number' || question?.type === 'rating'
  if (isNumber && /^-?\d+(\.\d+)?$/.test(value)) return value
  if (question?.type === 'date') return `date('${value}')`
  if (!value.includes("'")) return `'${value}'`
  if (!value.includes('"')) return `"${value}"`
  const parts = value.split("'").map(part => `'${part}'`)
  return `concat(${parts.join(`, "'", `)})`
}
