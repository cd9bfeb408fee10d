import { ruleKeys } from '../../analysis/application.ts'
import { parseRule } from '../../analysis/index.ts'
import type { Condition, Search } from './query/condition.ts'

/** What an answer must have for a search to find it: one of these keys, or a coding with one of these themes. */
export type Need = { kind: 'keys'; any: string[] } | { kind: 'themes'; any: string[] }

const mostNeeds = 16

/** What every answer that a search finds has; nothing where that cannot be told. Others may have it too. */
export function needsOf({ condition, rules }: Pick<Search, 'condition' | 'rules'>): Need[] {
  return needsFor(condition, rules)
}

/** The same for a rule that stands alone. */
export function needsOfRule(rule: string): Need[] {
  const parsed = parseRule(rule)
  return parsed.ok ? ruleKeys(parsed.rule.expression).map(any => ({ kind: 'keys', any })) : []
}

/** What is needed where one of several will do. */
export function needsOfAny(each: Need[][]): Need[] {
  return each.length === 0 ? [] : each.reduce(eitherOf)
}

function needsFor(condition: Condition, rules: string[]): Need[] {
  switch (condition.kind) {
    case 'words':
      return needsOfRule(rules[condition.rule] ?? '')
    case 'coded':
      return condition.themes ? [{ kind: 'themes', any: condition.themes }] : []
    case 'and':
    case 'near':
      return [...needsFor(condition.left, rules), ...needsFor(condition.right, rules)].slice(0, mostNeeds)
    case 'not':
      return needsFor(condition.left, rules)
    case 'or':
      return eitherOf(needsFor(condition.left, rules), needsFor(condition.right, rules))
    default:
      return []
  }
}

function eitherOf(left: Need[], right: Need[]): Need[] {
  return left
    .flatMap(({ kind, any }) =>
      right
        .filter(other => other.kind === kind)
        .map(other => ({ kind, any: [...new Set([...any, ...other.any])] })),
    )
    .slice(0, mostNeeds)
}
