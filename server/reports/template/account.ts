import { notPrintable } from '../../findings/notPrintable.ts'
import { findingById } from '../material.ts'
import type { Block, Call } from './grammar.ts'
import type { Rest, Resting, Writing } from './writing.ts'

type Account = Omit<Resting, 'start' | 'end'>

/** These write what the report's record says, which no sentence rests on. */
const neutral: ReadonlySet<string> = new Set(['heading', 'number', 'title', 'subtitle'])

/** What a sentence rests on in which this helper stands; undefined where that is nothing. Ask after it has written. */
export function callAccount(call: Call, writing: Writing): Account | undefined {
  if (neutral.has(call.name)) return undefined
  const { key, place } = call
  const base = { place, round: false }
  if (call.name === 'actions') return { ...base, kind: 'recommended', rests: [] }
  if (call.name === 'evidence') return { ...base, kind: 'evidenced', rests: [{ of: 'evidence', key }] }
  return { ...base, kind: 'reported', rests: reportedRests(call, writing) }
}

function reportedRests({ name, key }: Call, { material, finding, named }: Writing): Rest[] {
  if (name === 'method') return named.map(each => ({ of: 'finding', key: each.finding.key }))
  const quote = material.quotes.get(key)
  if (!quote) return finding ? [{ of: 'finding', key: finding.finding.key }] : []
  const own = findingById(material, quote.source.quote.finding)
  return [{ of: 'quote', key }, ...(own ? [{ of: 'finding' as const, key: own.finding.key }] : [])]
}

/** What a passage rests on that is marked so; or what is wrong with its name. */
export function blockAccount(block: Block, writing: Writing): Account | { refusal: string } | undefined {
  // The fragments inside these account for their sentence.
  if (block.name === 'split' || block.name === 'several') return undefined
  const base = { place: block.place, round: true }
  if (block.name === 'own') return { ...base, kind: 'own', rests: [] }
  if (block.name === 'recommend') return { ...base, kind: 'recommended', rests: [] }
  if (block.name === 'reported') return reportedAccount(block, writing, base)
  const key = block.key || writing.turn.evidence || ''
  if (key === '') return { refusal: 'say which evidence: {{#evidenced "its-name"}}.' }
  if (!writing.material.evidence.has(key))
    return { refusal: `no evidence is called “${key}”. The page of evidence shows the names.` }
  return { ...base, kind: 'evidenced', rests: [{ of: 'evidence', key }] }
}

function reportedAccount(
  { key }: Block,
  writing: Writing,
  base: Pick<Account, 'place' | 'round'>,
): Account | { refusal: string } {
  const found = key === '' ? writing.finding : writing.material.findings.get(key)
  if (!found)
    return {
      refusal:
        key === ''
          ? 'say which finding: {{#reported "its-name"}}.'
          : `no finding is called “${key}”. The page of findings shows the names.`,
    }
  const reason = notPrintable(found)
  if (reason) return { refusal: `the finding “${key}” ${reason}` }
  writing.finding = found
  if (!writing.named.includes(found)) writing.named.push(found)
  return { ...base, kind: 'reported', rests: [{ of: 'finding', key: found.finding.key }] }
}
