import { MongoError } from '../errors.ts'
import { type Document, isDocument, type Maybe, type Value } from '../values/types.ts'
import { type Expression, parseExpression, type Scope } from './expression.ts'
import type { Stage } from './pipeline.ts'

const decisions: Scope = new Map([
  ['DESCEND', 'descend'],
  ['PRUNE', 'prune'],
  ['KEEP', 'keep'],
])

/** Keeps, leaves out or looks into each document, the outermost first, as an expression decides. */
export function parseRedact(operand: Value): Stage {
  const expression = parseExpression(operand)
  return function* (input, { variables }) {
    for (const document of input) {
      const scope: Scope = new Map([...variables, ...decisions, ['ROOT', document]])
      const redacted = redact(document, expression, scope)
      if (redacted) yield redacted
    }
  }
}

function redact(document: Document, expression: Expression, scope: Scope): Document | undefined {
  const decision = expression(new Map([...scope, ['CURRENT', document]]))
  if (decision === 'keep') return document
  if (decision === 'prune') return undefined
  if (decision !== 'descend') {
    throw new MongoError('Location17053', '$redact must evaluate to one of $$DESCEND, $$PRUNE or $$KEEP')
  }
  const result: Document = new Map()
  for (const [name, value] of document) {
    const inside = redactInside(value, expression, scope)
    if (inside !== undefined) result.set(name, inside)
  }
  return result
}

function redactInside(value: Value, expression: Expression, scope: Scope): Maybe {
  if (isDocument(value)) return redact(value, expression, scope)
  if (!Array.isArray(value)) return value
  return value
    .map(element => redactInside(element, expression, scope))
    .filter(element => element !== undefined)
}
