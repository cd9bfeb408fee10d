import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import mongoose from 'mongoose'
import type { StorageEngine } from 'multer'

const { GridFSBucket, ObjectId } = mongoose.mongo

function bucket() {
  const { db } = mongoose.connection
  if (!db) throw new Error('fileStore: the database is not connected')
  return new GridFSBucket(db, { bucketName: 'imports' })
}

/** Lets multer write an upload straight into the database, whatever its length. */
export const importStorage: StorageEngine = {
  _handleFile(_req: Request, file, done) {
    const upload = bucket().openUploadStream(file.originalname)
    pipeline(file.stream, upload).then(
      () => done(null, { filename: upload.id.toString(), size: upload.length }),
      error => done(error),
    )
  },
  _removeFile(_req, file, done) {
    removeFile(file.filename).then(() => done(null), done)
  },
}

export function openFile(id: string): Readable {
  return bucket().openDownloadStream(new ObjectId(id))
}

export async function removeFile(id: string): Promise<void> {
  await bucket().delete(new ObjectId(id))
}
