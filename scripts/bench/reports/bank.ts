import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import mongoose from 'mongoose'
import { newId } from '../../../server/database/ids.ts'
import { listQuotes } from '../../../server/findings/quotes/store.ts'
import { textsIn } from '../../../server/responses/response.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { findTexts } from '../../../server/responses/textStore.ts'
import { serverFlags } from '../serverFlags.ts'
import type { Memory } from './measuredServer.ts'

const batch = 5000

/**
 * Adds quotes to a consultation until there are so many: the first sentences of its responses in turn, for the findings
 * that it has, each with an edit.
 */
export async function fillBank(consultation: string, quotes: number): Promise<void> {
  const chosen = await listQuotes(consultation)
  const texts = await allTexts(consultation)
  const collection = mongoose.connection.collection<{ _id: string }>('quotes')
  for (let number = chosen.length + 1; number <= quotes; number += batch) {
    const more = Array.from({ length: Math.min(batch, quotes - number + 1) }, (_, i) => {
      const like = chosen[(number + i) % chosen.length]
      const text = texts[(number + i) % texts.length]
      if (!like || !text) throw new Error(`fillBank: ${consultation} has no quotes to go by, or no responses`)
      const [end, at] = [text.text.lastIndexOf(' '), text.text.indexOf(' ')]
      return {
        ...like,
        ...{ _id: newId(), number: number + i, text: text._id, respondent: text.respondent, start: 0, end },
        edits: [{ kind: 'insert' as const, at, with: 'sic' }],
      }
    })
    await collection.insertMany(more)
  }
}

async function allTexts(consultation: string) {
  const responses = await listResponses(consultation, '', Number.MAX_SAFE_INTEGER)
  return findTexts(responses.flatMap(({ revisions }) => revisions.slice(-1).flatMap(textsIn)))
}

/**
 * Exports a folder's bank from a server in a process of its own, and reads it to its end in this one.
 *
 * @returns bytes, milliseconds, and the megabytes that the server held before and at most
 */
export async function measureBank(folder: string, consultation: string, format: string) {
  const file = path.join(import.meta.dirname, `measuredServer${path.extname(import.meta.filename)}`)
  const server = fork(file, [folder], { stdio: 'inherit', execArgv: serverFlags })
  const ended = once(server, 'exit')
  const told = async () => {
    const [answer] = await Promise.race([once(server, 'message'), ended])
    if (typeof answer !== 'object') throw new Error(`measureBank: the server ended with ${answer}`)
    return answer
  }
  const memory = (): Promise<Memory> => {
    const answer = told()
    server.send('memory')
    return answer
  }
  const { url, cookie } = await told()
  const before = await memory()
  const started = performance.now()
  const bytes = await drained(`${url}/desk/${consultation}/reports/quotes.${format}`, cookie)
  const took = performance.now() - started
  const after = await memory()
  server.send('stop')
  await ended
  return { bytes, took, before: before.now, most: after.most }
}

async function drained(url: string, cookie: string): Promise<number> {
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  if (response.status !== 200 || !response.body)
    throw new Error(`drained: ${url} answered ${response.status}`)
  let bytes = 0
  for await (const chunk of response.body) bytes += chunk.byteLength
  return bytes
}
