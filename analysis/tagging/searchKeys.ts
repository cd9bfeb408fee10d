import { americanPrefix, americanSpelling } from '../text/spelling.ts'
import { stem, withoutAccents } from '../text/stem.ts'
import { wordForm } from '../text/tokens.ts'
import { WordScanner } from '../text/wordScanner.ts'
import type { Atom, Expression } from './rule.ts'

/** Raised when the keys of a text become others: those that are kept are then to be made anew. */
export const searchKeysVersion = 1

/** Families that stand in nearly every text: a key that finds all of them is of no use. */
const everywhere = new Set(
  'a an and are as at be but by for from had has have he i if in is it its no not of on or our she so that the their there they this to was we were what which who will with you'
    .split(' ')
    .map(stem),
)

/** How many letters of a word are kept to find it by how it begins. */
const startLength = 4
const mostGroups = 16

/**
 * By what keys a text is found: the family of each of its words (the commonest aside), and how its words begin, with a
 * star: "outsourc" and "outs*". Each key once.
 */
export function textKeys(text: string): string[] {
  const keys = new Set<string>()
  const scanner = new WordScanner(text, 'parts')
  while (scanner.next()) {
    const written = text.slice(scanner.start, scanner.end)
    const family = stem(written)
    if (!everywhere.has(family)) keys.add(family.toWellFormed())
    const form = wordForm(written)
    for (const spelling of new Set([form, americanSpelling(withoutAccents(form))])) {
      const start = startKey(spelling)
      if (start !== undefined) keys.add(start)
    }
  }
  return [...keys]
}

/**
 * What keys a text has to have for a rule to match it: at least one of each group. It leaves in what the rule may
 * match, never the reverse; no group at all means that any text may match.
 */
export function ruleKeys(expression: Expression): string[][] {
  switch (expression.kind) {
    case 'term':
      return expression.atoms.flatMap(atom => {
        const group = atomKeys(atom)
        return group ? [group] : []
      })
    case 'within':
      return ruleKeys(expression.inside)
    case 'not':
      return ruleKeys(expression.left)
    case 'or': {
      const right = ruleKeys(expression.right)
      return ruleKeys(expression.left)
        .flatMap(group => right.map(other => [...new Set([...group, ...other])]))
        .slice(0, mostGroups)
    }
    default:
      return [...ruleKeys(expression.left), ...ruleKeys(expression.right)].slice(0, mostGroups)
  }
}

/** The keys of which a text has one where it holds a word that the atom matches; undefined where no key tells. */
function atomKeys({ kind, value }: Atom): string[] | undefined {
  if (kind !== 'prefix') {
    const family = stem(value)
    return everywhere.has(family) ? undefined : [family.toWellFormed()]
  }
  const form = wordForm(value)
  const plain = withoutAccents(form)
  const starts = [form, plain, americanPrefix(plain)].map(startKey)
  const known = starts.filter(start => start !== undefined)
  return known.length === starts.length ? [...new Set(known)] : undefined
}

function startKey(form: string): string | undefined {
  return form.length < startLength ? undefined : `${form.slice(0, startLength).toWellFormed()}*`
}
