import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import type { Agent } from '../site.ts'

const open = promisify<Buffer, object, ZipFile>(fromBuffer as never)

/** What is in a ZIP file, by its names. */
export async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await open(bytes, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(files))
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        const chunks: Buffer[] = []
        stream.on('data', chunk => chunks.push(chunk as Buffer))
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(chunks))
          zip.readEntry()
        })
      })
    })
    zip.readEntry()
  })
}

/** Downloads a ZIP file. @returns what is in it, by its names, and what came with it */
export async function download(agent: Agent, path: string) {
  const { body, headers, status } = await agent
    .get(path)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', chunk => chunks.push(chunk as Buffer)).on('end', () => done(null, Buffer.concat(chunks)))
    })
  if (status !== 200) throw new Error(`download: ${path} answered ${status}`)
  return { files: await unzipped(body as Buffer), headers: headers as Record<string, string> }
}
