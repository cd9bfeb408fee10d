import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { expect } from 'chai'
import { GridFSBucket } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

describe('GridFS on the embedded server', () => {
  const use = useDatabase()
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

  it('keeps a file of many chunks byte for byte, reads a part of it, and removes it whole', async () => {
    const files = new GridFSBucket(use.db)
    const bytes = randomBytes(3 * 1024 * 1024 + 17)
    const upload = files.openUploadStream('evidence.pdf', { metadata: { respondent: 'r1' } })
    await pipeline(Readable.from([bytes]), upload)
    expect(await use.db.collection('fs.chunks').countDocuments()).to.equal(13)
    expect(hash(await buffer(files.openDownloadStream(upload.id)))).to.equal(hash(bytes))
    const part = await buffer(files.openDownloadStream(upload.id, { start: 300_000, end: 600_000 }))
    expect(part.equals(bytes.subarray(300_000, 600_000))).to.equal(true)
    const [listed] = await files.find({ 'metadata.respondent': 'r1' }).toArray()
    expect(listed?.length).to.equal(bytes.length)
    await files.delete(upload.id)
    expect(await use.db.collection('fs.chunks').countDocuments()).to.equal(0)
    expect((await refusal(buffer(files.openDownloadStream(upload.id)))).message).to.match(/FileNotFound/)
  })
})
