import { createHmac } from 'node:crypto'
import { currentKey } from '../../database/sealing/keyring.ts'
import { blanked } from '../../responses/care/hold.ts'
import type { Identity } from '../../responses/identityStore.ts'
import { standingAttributes } from '../../responses/standingStore.ts'
import type { RawResponse } from './read.ts'

/** What stands in the place of what fewer than five said of themselves. */
export const fewSign = '(fewer than five)'
const fewest = 5

/** Has a response tell less of whose it is. @param identity that of its respondent, where it is kept */
export type Pseudonymise = (raw: RawResponse, identity: Identity | undefined) => RawResponse

/**
 * For the files of researchers: the same name for the same response in each of them, by a key that the site keeps, so that
 * nobody finds it by what they know and another consultation gives others; known names and addresses of the respondent
 * are marked out of their own words, and what fewer than five said of themselves is not told.
 */
export async function pseudonymsOf(consultation: string): Promise<Pseudonymise> {
  const { key } = await currentKey('pseudonyms')
  const counts = await countsOf(consultation)
  return (raw, identity) => ({
    ...raw,
    respondent: pseudonym(key, consultation, raw.response._id),
    identity: undefined,
    texts: withoutNames(raw, identity),
    response: { ...raw.response, attributes: withoutFew(raw.response.attributes, counts) },
  })
}

function pseudonym(key: Buffer, consultation: string, response: string): string {
  const mac = createHmac('sha256', key)
    .update(JSON.stringify([consultation, response]))
    .digest('base64url')
  return `P_${mac.slice(0, 16)}`
}

async function countsOf(consultation: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const attributes of standingAttributes(consultation))
    for (const said of Object.entries(attributes)) {
      const about = JSON.stringify(said)
      counts.set(about, (counts.get(about) ?? 0) + 1)
    }
  return counts
}

function withoutFew(attributes: Record<string, string>, counts: Map<string, number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(said => {
      const [name, value] = said
      return [name, value === '' || (counts.get(JSON.stringify(said)) ?? 0) >= fewest ? value : fewSign]
    }),
  )
}

function withoutNames(
  { response, texts }: RawResponse,
  identity: Identity | undefined,
): RawResponse['texts'] {
  const known = identity ? knownWords(identity) : []
  if (known.length === 0) return texts
  return new Map(
    [...texts].map(([id, text]) => [
      id,
      text.respondent === response._id ? { ...text, text: markedOut(text.text, known) } : text,
    ]),
  )
}

/** What tells who somebody is, the longest first; of parts of a name, as they are written alone. */
function knownWords({ name, organisation, email, behalf = '', contacts = {} }: Identity): RegExp[] {
  const whole = [name, organisation, email, behalf, ...Object.values(contacts)].map(words => words.trim())
  const parts = name.split(/[\s,]+/).filter(part => part.length > 2)
  return [
    ...whole.filter(words => words !== '').map(words => wordsAs(words, 'giu')),
    ...parts.map(part => wordsAs(part, 'gu')),
  ]
}

function wordsAs(words: string, flags: string): RegExp {
  const pattern = words
    .split(/\s+/)
    .map(word => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
    .join('\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags)
}

function markedOut(text: string, known: RegExp[]): string {
  return known.reduce(
    (left, words) =>
      blanked(
        left,
        [...left.matchAll(words)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
      ),
    text,
  )
}
