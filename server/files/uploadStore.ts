import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import mongoose from 'mongoose'
import type { StorageEngine } from 'multer'

const { GridFSBucket, ObjectId } = mongoose.mongo

/** Files that wait in the database until they are read, in a bucket of their own; each has an id. */
export type Uploads = {
  /** Lets multer write an upload straight into the database, whatever its length. */
  storage: StorageEngine
  keep(name: string, content: Readable): Promise<string>
  open(id: string): Readable
  /** One that is gone already is no error. */
  remove(id: string): Promise<void>
}

export function uploadsIn(bucketName: string): Uploads {
  const bucket = () => {
    const { db } = mongoose.connection
    if (!db) throw new Error('uploadsIn: the database is not connected')
    return new GridFSBucket(db, { bucketName })
  }
  const write = async (name: string, content: Readable) => {
    const upload = bucket().openUploadStream(name)
    await pipeline(content, upload)
    return { id: upload.id.toString(), size: upload.length }
  }
  const remove = async (id: string) => {
    const _id = new ObjectId(id)
    const [found] = await bucket().find({ _id }).toArray()
    if (found) await bucket().delete(_id)
  }
  return {
    storage: {
      _handleFile(_req: Request, file, done) {
        write(file.originalname, file.stream).then(
          ({ id, size }) => done(null, { filename: id, size }),
          error => done(error),
        )
      },
      _removeFile(_req, file, done) {
        remove(file.filename).then(() => done(null), done)
      },
    },
    keep: async (name, content) => (await write(name, content)).id,
    open: id => bucket().openDownloadStream(new ObjectId(id)),
    remove,
  }
}
