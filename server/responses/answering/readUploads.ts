import type { Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import type { Page } from '../../consultations/questions.ts'
import { longestAnswer } from '../../consultations/questions.ts'
import { largestDocument } from '../../files/extract/problems.ts'

/** A file that arrived; one that is too large keeps only its first bytes, up to one above the limit. */
export type Upload = { name: string; bytes: Buffer }

/** Bytes of a whole form beyond which it is not read at all: its answers, and a file far above the limit. */
export const largestForm = 64 * 1024 * 1024

/**
 * Reads a form with files: its fields into `req.body`, its files into memory, by the question they answer.
 * A file above the limit is cut off there, not an error, so that the answers beside it are read to the end.
 * Call it only for a draft that exists; the form's token is checked after it.
 */
export async function readUploads(req: Request, res: Response, page: Page): Promise<Map<string, Upload>> {
  const questions = page.questions.filter(question => question.type === 'file')
  const parse = formReader(questions.map(question => question.id))
  await new Promise<void>((resolve, reject) => {
    parse(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })
  const files = (req.files ?? {}) as Record<string, Express.Multer.File[]>
  const uploads = new Map<string, Upload>()
  for (const { id } of questions) {
    const file = files[id]?.[0]
    if (file) uploads.set(id, { name: file.originalname.normalize('NFC'), bytes: file.buffer })
  }
  return uploads
}

function formReader(names: string[]): RequestHandler {
  return multer({
    storage: firstBytes(largestDocument + 1),
    defParamCharset: 'utf8',
    limits: {
      files: names.length,
      fields: 1000,
      parts: 1000 + names.length,
      fieldNameSize: 200,
      fieldNestingDepth: 0,
      fieldSize: longestAnswer * 6,
    },
  }).fields(names.map(name => ({ name, maxCount: 1 })))
}

/** Keeps the first `most` bytes of each file in memory and lets the rest go by. */
function firstBytes(most: number): multer.StorageEngine {
  return {
    _handleFile(_req, file, done) {
      const chunks: Buffer[] = []
      let kept = 0
      file.stream.on('data', (chunk: Buffer) => {
        const part = chunk.subarray(0, most - kept)
        if (part.length > 0) chunks.push(part)
        kept += part.length
      })
      file.stream.once('error', done)
      file.stream.once('end', () => done(null, { buffer: Buffer.concat(chunks), size: kept }))
    },
    _removeFile(_req, _file, done) {
      done(null)
    },
  }
}
