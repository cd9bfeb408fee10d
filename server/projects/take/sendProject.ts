import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Consultation } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { countResponses } from '../../responses/countStore.ts'
import { addTransfer, changeTransfer } from '../transferStore.ts'
import { nothingTaken, reportOf } from './report.ts'
import { takeProject } from './takeProject.ts'

/** How often it is kept how far a file has come, in milliseconds. */
const everyMs = 1_000

/**
 * Sends a consultation's project, and keeps what became of it. Where it breaks off, so does the file: a ZIP file without
 * its end opens nowhere.
 */
export async function sendProject(consultation: Consultation, account: string, res: Response): Promise<void> {
  const { _id } = consultation
  const responses = await countResponses(_id)
  const name = `${_id}.qdpx`
  const transfer = { _id: newId(), consultation: _id, direction: 'out', name, account } as const
  const at = new Date()
  await addTransfer({
    ...transfer,
    ...{ state: 'running', done: 0, of: 3 * responses, counts: {}, report: [], at, heard: at },
  })
  const taken = nothingTaken()
  let kept = performance.now()
  const step = async (done: number, of: number) => {
    if (performance.now() - kept < everyMs) return
    kept = performance.now()
    await changeTransfer(transfer._id, { done, of })
  }
  try {
    const parts = await takeProject(consultation, responses, taken, step)
    res.attachment(name).type('application/zip').set('Cache-Control', 'no-store')
    await pipeline(Readable.from(parts, { objectMode: false }), res)
  } catch (error) {
    await changeTransfer(transfer._id, { state: 'broken' })
    throw error
  }
  const { responses: cases, sources, codings, memos } = taken
  await changeTransfer(transfer._id, {
    state: 'done',
    counts: { responses: cases, sources, codings, memos },
    report: reportOf(taken),
  })
}
