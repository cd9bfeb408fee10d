import type { Writer } from '../expressions/write.ts'

const signs = { over: '>', under: '<', atLeast: '>=', atMost: '<=', equals: '=' } as const

/** Conditions as SurveyJS writes them. */
export const surveyjsConditions: Writer = {
  all: each => (each.length === 1 ? (each[0] ?? '') : `(${each.join(' and ')})`),
  any: each => (each.length === 1 ? (each[0] ?? '') : `(${each.join(' or ')})`),
  not: one => `!(${one})`,
  always: 'true',
  never: 'false',
  comparison({ question: id, row, is, value = '' }, question) {
    const answer = `{${row === undefined ? id : `${id}.${row}`}}`
    if (is === 'answered') return `${answer} notempty`
    const isNumber = question?.type === 'number' || question?.type === 'rating'
    const given = isNumber && /^-?\d+(\.\d+)?$/.test(value) ? value : `'${value.replace(/['\\]/g, '\\$&')}'`
    if (is === 'contains') return `${answer} contains ${given}`
    return `${answer} ${signs[is]} ${question?.type === 'several' ? `[${given}]` : given}`
  },
}
