import type { Value } from '../values/types.ts'
import type { Expression } from './expression.ts'

type Parse = (operand: Value, name: string) => Expression

export const bindVariables = new Map<string, Parse>()
export const expressionOperators = new Map<string, Parse>([['$literal', operand => () => operand]])
