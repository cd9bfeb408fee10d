import type { Likeness } from '../../responses/samePerson/pairStore.ts'
import { pairId } from '../../responses/samePerson/pairStore.ts'

/** What is compared of a response. Those that are anonymous by their respondent’s wish are not among them. */
export type Compared = {
  response: string
  emails: string[]
  name: string
  organisation: string
  /** Of notes of an event: their words. */
  notes?: string
}

/** Two responses that look like one person’s, and why. */
export type Alike = { _id: string; responses: string[]; why: Likeness[] }

/** More than these behind one address or name are each compared with the first alone. */
const mostEach = 6
/** Words of a name that notes are looked through for: one alone is anybody’s. */
const nameWords = { least: 2, most: 4 }

/**
 * Finds the pairs among some responses.
 *
 * @param copies responses that hold the same words, a list for each text
 */
export function alike(compared: Compared[], copies: string[][]): Alike[] {
  const known = new Set(compared.map(({ response }) => response))
  const found = new Map<string, Alike>()
  const add = (a: string, b: string, why: Likeness) => {
    if (a === b || !known.has(a) || !known.has(b)) return
    const _id = pairId(a, b)
    const pair = found.get(_id) ?? { _id, responses: [a, b].sort(), why: [] }
    if (!pair.why.includes(why)) pair.why.push(why)
    found.set(_id, pair)
  }
  for (const group of grouped(compared, ({ emails }) => emails)) each(group, (a, b) => add(a, b, 'email'))
  for (const group of grouped(compared, named)) each(group, (a, b) => add(a, b, 'name'))
  for (const group of copies) each(group, (a, b) => add(a, b, 'words'))
  const byName = new Map<string, string[]>()
  for (const { response, name } of compared) {
    const words = wordsOf(name)
    if (words.length < nameWords.least || words.length > nameWords.most) continue
    const key = words.join(' ')
    byName.set(key, [...(byName.get(key) ?? []), response])
  }
  for (const { response, notes } of compared)
    if (notes !== undefined)
      for (const key of runsOf(wordsOf(notes)))
        for (const other of byName.get(key) ?? []) add(response, other, 'noted')
  return [...found.values()]
}

/** A name and an organisation, as they are compared: a name alone where neither says for whom. */
function named({ name, organisation }: Compared): string[] {
  const words = wordsOf(name)
  return words.length < nameWords.least ? [] : [`${words.join(' ')}|${wordsOf(organisation).join(' ')}`]
}

function grouped(compared: Compared[], keysOf: (each: Compared) => string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const each of compared)
    for (const key of new Set(keysOf(each))) groups.set(key, [...(groups.get(key) ?? []), each.response])
  return [...groups.values()].filter(group => group.length > 1)
}

function each(group: string[], take: (a: string, b: string) => void): void {
  const [first = ''] = group
  if (group.length > mostEach) for (const other of group) take(first, other)
  else for (const [at, a] of group.entries()) for (const b of group.slice(at + 1)) take(a, b)
}

/** The words of a text, without case, marks and stops; titles are left out. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !titles.has(word))
}

const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'professor', 'sir', 'dame'])

function* runsOf(words: string[]): Generator<string> {
  for (let length = nameWords.least; length <= nameWords.most; length++)
    for (let at = 0; at + length <= words.length; at++) yield words.slice(at, at + length).join(' ')
}
