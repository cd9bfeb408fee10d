import { createHash } from 'node:crypto'
import { findConsultation } from '../../../server/consultations/store.ts'
import { codedResponses, namesOf } from '../../../server/projects/codings/read.ts'
import { currentConsent } from '../../../server/responses/response.ts'

/**
 * A digest of all that was said and coded in a consultation, in which nothing is named by an id: the texts of each
 * respondent, their attributes and permission, and of each coding its span, theme, coder, stance, origin and time.
 */
export async function meaningOf(consultation: string): Promise<{ digest: string; codings: number }> {
  const found = await findConsultation(consultation)
  if (!found) throw new Error(`meaningOf: there is no ${consultation}`)
  const names = await namesOf(found)
  const digests: string[] = []
  let count = 0
  for await (const batch of codedResponses(consultation))
    for (const { response, texts, codings } of batch) {
      const own = [...texts.values()].filter(({ respondent }) => respondent === response._id)
      const { id: _row, ...attributes } = response.attributes
      const meant = codings
        .map(({ text, start, end, theme, coder, stance, origin, at }) => [
          ...[texts.get(text)?.text.slice(start, end), start, end, names.path(theme)],
          ...[names.coder(coder).replace(/ \(in .*\)$/, ''), stance, origin, at.toISOString()],
        ])
        .map(each => JSON.stringify(each))
      count += codings.length
      const all = {
        ...{ texts: own.map(({ text }) => text).sort(), codings: meant.sort() },
        ...{ attributes, choice: currentConsent(response).choice, capacity: response.capacity },
      }
      digests.push(createHash('sha256').update(JSON.stringify(all)).digest('hex'))
    }
  return { digest: createHash('sha256').update(digests.sort().join()).digest('hex'), codings: count }
}
