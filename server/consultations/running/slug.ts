import { isClaimed } from '../../accounts/people/store.ts'
import { findConsultation } from '../store.ts'

/** Names that are addresses of the desk itself. */
const reserved = new Set([
  ...[
    'account',
    'accounts',
    'audit',
    'first-owner',
    'forgotten',
    'import',
    'join',
    'mail',
    'new',
    'new-password',
  ],
  ...['receipt-keys', 'sign-in', 'sign-out', 'site'],
])

/** The longest name in an address, in characters. */
export const longestSlug = 50

/** Whether words can be a consultation's name in its address. */
export function isSlug(words: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(words) && words.length <= longestSlug && !reserved.has(words)
}

/** A name for a new consultation's address that no other has, made from its title. */
export async function freeSlug(title: string): Promise<string> {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug - 5)
    .replace(/^-+|-+$/g, '')
  const base = plain || 'consultation'
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`
    if (isSlug(name) && !(await isClaimed(name)) && !(await findConsultation(name))) return name
  }
}
