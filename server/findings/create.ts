import { newId } from '../database/ids.ts'
import { type Choice, chooseQuote } from './quotes/choose.ts'
import { addFinding, type Finding } from './store.ts'

export type NewFinding = Pick<
  Finding,
  'consultation' | 'statement' | 'text' | 'themes' | 'match' | 'scope'
> & {
  /** The name that templates call it by; made of the statement where none is given. */
  key?: string
  quotes?: Choice[]
}

/**
 * Adds a draft finding with the quotes chosen for it; a quote that may not be printed is left out.
 * @returns the finding, and the names (`Q1` …) of its quotes in the order given, undefined for one that was left out
 */
export async function createFinding(
  given: NewFinding,
): Promise<{ finding: Finding; quotes: (string | undefined)[] }> {
  const { key, quotes = [], ...said } = given
  const finding = await addUnderFreeName({
    _id: newId(),
    ...said,
    key: key ?? nameOf(given.statement),
    state: 'draft',
    version: 1,
    createdAt: new Date(),
  })
  const keys: (string | undefined)[] = []
  for (const quote of quotes) {
    const chosen = await chooseQuote(finding, quote)
    keys.push('key' in chosen ? chosen.key : undefined)
  }
  return { finding, quotes: keys }
}

async function addUnderFreeName(finding: Finding): Promise<Finding> {
  for (let suffix = 1; ; suffix++) {
    const tried = suffix === 1 ? finding : { ...finding, key: `${finding.key}-${suffix}` }
    if (await addFinding(tried)) return tried
  }
}

/** A name such as `contracts-carry-the-knowledge`, of a statement's first words. */
export function nameOf(statement: string): string {
  const words =
    statement
      .normalize('NFKD')
      .toLowerCase()
      .replace(/['’]|\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? []
  return words.slice(0, 6).join('-').slice(0, 60) || 'finding'
}
