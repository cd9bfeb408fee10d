import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response as Reply } from 'express'
import type { Consultation } from '../../consultations/store.ts'
import { type Packed, zipped } from '../../files/zipped.ts'
import { fileBytes } from '../../responses/fileStore.ts'
import type { Response } from '../../responses/response.ts'
import { gatherSubject } from './gather.ts'

/** Sends all that is kept of one respondent as a ZIP file: `kept.json`, and the files that they attached. */
export async function sendSubject(
  res: Reply,
  consultation: Consultation,
  response: Response,
  blind = false,
): Promise<void> {
  const { kept, files } = await gatherSubject(consultation, response, { now: new Date(), blind })
  async function* entries(): AsyncGenerator<Packed> {
    yield { name: 'kept.json', content: [`${JSON.stringify(kept, null, 2)}\n`] }
    for (const { name, file } of files) yield { name, content: [await fileBytes(file)] }
  }
  res.attachment(`${response.reference}-kept.zip`).type('application/zip').set('Cache-Control', 'no-store')
  await pipeline(Readable.from(zipped(entries()), { objectMode: false }), res)
}
