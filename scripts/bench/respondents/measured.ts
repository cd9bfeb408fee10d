import { text } from 'node:stream/consumers'
import type { mongo } from 'mongoose'

/** What a measured process offers: where it listens, and the address at which an answer begins. */
export type Measured = { url: string; start: string }

/** What is stored, as somebody looks it up behind the back of the application: how many responses, all their words, and all their files. */
export type Stored = { responses: number; words: string[]; files: string[] }

/** What a bench asks of a measured process. */
export type Asked = 'stored' | 'memory'

/** What a measured process is given: a folder for its database, whether the form asks for a file, and how many processes answer. */
export type Given = { folder: string; withFile: boolean; workers: number }

export function given(): Given {
  const [said] = process.argv.slice(2)
  if (!said) throw new Error('A process of the bench needs to be told what to do')
  return JSON.parse(said) as Given
}

/** What the files of a bucket hold, but for the words that the application reads out of each and keeps beside it. */
export async function textsOf(bucket: mongo.GridFSBucket): Promise<string[]> {
  const texts: string[] = []
  for await (const { _id, filename } of bucket.find())
    if (!filename.endsWith('.txt.txt')) texts.push(await text(bucket.openDownloadStream(_id)))
  return texts
}

/**
 * Tells the bench that the load may begin, and whatever it asks: what is stored, or how many megabytes this process
 * holds; when the bench lets go, `stop` is called and the process ends.
 */
export function offer(measured: Measured, stored: () => Promise<Stored>, stop: () => Promise<void>): void {
  const failed = (error: unknown) => {
    console.error(error)
    process.exitCode = 1
    process.disconnect()
  }
  process.on('message', (asked: Asked) => {
    if (asked === 'memory') process.send?.(process.memoryUsage.rss() / 1024 ** 2)
    else stored().then(found => process.send?.(found), failed)
  })
  process.once('disconnect', () => {
    stop().catch(failed)
  })
  process.send?.(measured)
}
