import { type Draft, Drafts } from './draftStore.ts'

/** How far somebody came who began to answer, and nothing of what they entered. */
export type Progress = Pick<Draft, 'version' | 'visited' | 'startedOn'> & { sent: boolean }

/** The queries behind the pages, for the test that holds each to its index. */
export const hotProgress = {
  all: (consultation: string) =>
    Drafts.find(
      { consultation, revises: { $exists: false } },
      { _id: 0, version: 1, visited: 1, startedOn: 1, response: 1 },
    ),
}

/**
 * How far each came who began to answer a consultation. What was sent is among it for as long as its private link leads
 * to it; drafts that change what was sent are not.
 */
export async function progressOf(consultation: string): Promise<Progress[]> {
  const found: Progress[] = []
  const all = hotProgress.all(consultation).lean<Pick<Draft, (keyof Progress & keyof Draft) | 'response'>[]>()
  for await (const { response, ...progress } of all.cursor({ batchSize: 1000 }))
    found.push({ ...progress, sent: response !== undefined })
  return found
}
