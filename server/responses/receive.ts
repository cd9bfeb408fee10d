import { extractDocument } from '../files/extract/extractDocument.ts'
import { saveFile } from './fileStore.ts'
import { addIdentities } from './identityStore.ts'
import { type Arrived, type Arriving, prepareResponse } from './prepare.ts'
import { addResponses, standingOrigins } from './store.ts'
import { addTexts } from './textStore.ts'
import { addWithReference } from './write.ts'

/** A response that was gathered elsewhere; its files come as bytes. */
export type Incoming = Omit<Arriving, 'answers'> & {
  answers: Record<
    string,
    Exclude<Arrived, { file: string }> | { attachment: { name: string; bytes: Buffer } }
  >
}

/**
 * Adds responses that were gathered elsewhere, by an import or for the demo: texts and identities first, then the
 * responses. Those whose origin stands already are left as they are, so that it may be run again after a kill.
 * Wake the runner afterwards. Give it some hundreds at a time.
 *
 * @returns how many were new
 * @throws Error when a file cannot be kept or a text cannot be stored: check them before
 */
export async function receiveResponses(batch: Incoming[]): Promise<number> {
  const standing = await standingOrigins(batch.map(incoming => incoming.origin))
  const arriving: Arriving[] = []
  for (const incoming of batch.filter(({ origin }) => !standing.has(origin)))
    arriving.push(await withFilesKept(incoming))

  const prepared = arriving.map(each => prepareResponse(each))
  await Promise.all([
    addTexts(prepared.flatMap(({ texts }) => texts)),
    addIdentities(prepared.flatMap(({ identity }) => identity ?? [])),
  ])
  const all = await addResponses(prepared.map(({ response }) => response))
  if (!all) for (const each of arriving) await addWithReference(prepareResponse(each).response, each)
  return arriving.length
}

async function withFilesKept(incoming: Incoming): Promise<Arriving> {
  const answers: Record<string, Arrived> = {}
  for (const [question, answer] of Object.entries(incoming.answers))
    answers[question] = 'attachment' in answer ? await keep(incoming.origin, answer.attachment) : answer
  return { ...incoming, answers }
}

async function keep(origin: string, { name, bytes }: { name: string; bytes: Buffer }): Promise<Arrived> {
  const read = await extractDocument({ name, bytes })
  if (!read.ok && !read.problem.keep) throw new Error(`receiveResponses: ${read.problem.message}`)
  const text = read.ok ? read.text : ''
  return { file: await saveFile(origin, { name, bytes, text }), name, text }
}
