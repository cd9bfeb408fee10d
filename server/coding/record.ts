import type { Tag } from '../../analysis/index.ts'
import { type Codebook, codebookOf } from '../codebook/store.ts'
import { NotFound } from '../errors.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import type { Response } from '../responses/response.ts'
import { findResponse } from '../responses/store.ts'
import { findTexts, type Text } from '../responses/textStore.ts'
import type { StoredCoding } from './coding.ts'
import { allCodingsOf } from './codingStore.ts'
import { taggingsOf } from './taggingStore.ts'

/** One response with all that is coded on it: what the pages show and every decision is made within. */
export type CodingRecord = {
  consultation: string
  response: Response
  /** What the respondent says now, in the order of the newest revision; empty once they have withdrawn. */
  texts: Text[]
  tags: Tag[]
  /** Codings of these texts that stand. */
  codings: StoredCoding[]
  /** All codings of these texts, removed ones too. */
  everyCoding: StoredCoding[]
  codebook: Codebook
  /** Present where it is shown without what the machine and others made of it: see rounds/hidden.ts. */
  blind?: true
}

/** @throws NotFound when this consultation has no such response */
export async function recordOf(consultation: string, id: string): Promise<CodingRecord> {
  const response = await findResponse(consultation, id)
  if (!response) throw new NotFound('There is no response at this address.')
  const [record] = await recordsOf(consultation, [response])
  if (!record) throw new Error(`recordOf: no record of response ${id}`)
  return record
}

/** Several responses with what is coded on them, in as many queries as one takes. */
export async function recordsOf(consultation: string, responses: Response[]): Promise<CodingRecord[]> {
  const current = new Map(
    responses.map(response => [response._id, response.state === 'withdrawn' ? [] : currentTexts(response)]),
  )
  const ids = [...current.values()].flat()
  const [texts, taggings, codings, codebook] = await Promise.all([
    findTexts(ids),
    taggingsOf(ids),
    allCodingsOf(consultation, [...current.keys()]),
    codebookOf(consultation),
  ])
  const textsById = new Map(texts.map(text => [text._id, text]))
  return responses.map(response => {
    const own = (current.get(response._id) ?? []).flatMap(id => textsById.get(id) ?? [])
    const ownIds = new Set(own.map(text => text._id))
    const everyCoding = codings.filter(coding => ownIds.has(coding.text))
    return {
      consultation,
      response,
      texts: own,
      tags: taggings.filter(tagging => ownIds.has(tagging._id)).flatMap(tagging => tagging.tags),
      codings: everyCoding.filter(coding => !coding.removed),
      everyCoding,
      codebook,
    }
  })
}
