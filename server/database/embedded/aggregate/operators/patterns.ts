import { patternOf } from '../../query/regex.ts'
import { documentOf, type Maybe, wrap } from '../../values/types.ts'
import type { Expression, Scope } from '../expression.ts'
import { isNothing, named, type ParseOperator, stringOperand } from './define.ts'

/** `{input, regex, options}`; null and missing find nothing. */
function searching(nothing: Maybe, run: (input: string, regex: RegExp) => Maybe): ParseOperator {
  return (operand, name) =>
    named(['input', 'regex'], ['options'], parts => {
      const [input, regex] = [parts.get('input') as Expression, parts.get('regex') as Expression]
      const options = parts.get('options')
      return (scope: Scope) => {
        const [value, pattern] = [input(scope), regex(scope)]
        if (isNothing(value) || isNothing(pattern)) return nothing
        return run(stringOperand(name, value), patternOf(pattern, options?.(scope) ?? undefined).regex)
      }
    })(operand, name)
}

export const patternOperators: Record<string, ParseOperator> = {
  $regexMatch: searching(false, (input, regex) => regex.test(input)),
  $regexFind: searching(null, (input, regex) => {
    const match = regex.exec(input)
    return match ? describe(match) : null
  }),
  $regexFindAll: searching([], (input, regex) => {
    return [...input.matchAll(new RegExp(regex.source, `${regex.flags}g`))].map(describe)
  }),
}

/** The position counts characters, not the units of UTF-16. */
function describe(match: RegExpExecArray): Map<string, NonNullable<Maybe>> {
  return documentOf({
    match: match[0],
    idx: wrap([...match.input.slice(0, match.index)].length),
    captures: match.slice(1).map(capture => capture ?? null),
  }) as Map<string, NonNullable<Maybe>>
}
