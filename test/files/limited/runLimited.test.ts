import { expect } from 'chai'
import { idleChild, keepIdle } from '../../../server/files/limited/idle.ts'
import { type Limits, runLimited } from '../../../server/files/limited/runLimited.ts'
import { docx, docxEntries } from '../made/documents.ts'
import { zip } from '../made/zip.ts'

/** A heap of its own for each test, so that none is given a process of another’s. */
function limitsOf(heap: number): Limits {
  return { heap, resident: 512, seconds: 20 }
}

const note = (words: string) => ({ name: 'note.txt', bytes: Buffer.from(words) })

/** The process that waits for another file, left waiting. */
function waiting(heap: number): number | undefined {
  const child = idleChild(heap)
  if (child) keepIdle(child, heap)
  return child?.pid
}

describe('runLimited', () => {
  it('has a process that read one file well read the next', async () => {
    const limits = limitsOf(101)
    expect(waiting(101)).to.equal(undefined)
    expect(await runLimited('document', note('The quay floods.'), limits)).to.deep.include({ done: true })
    const first = waiting(101)
    expect(first).to.be.greaterThan(0)
    const read = await runLimited('document', { name: 'a.docx', bytes: docx(['The crane is idle.']) }, limits)
    expect(read).to.deep.include({ done: true })
    expect(read.done && read.result).to.include({ ok: true, text: 'The crane is idle.' })
    expect(waiting(101)).to.equal(first)
  })

  it('reads on in a new one where the waiting one was ended', async () => {
    const limits = limitsOf(102)
    await runLimited('document', note('One.'), limits)
    const doomed = idleChild(102)
    if (!doomed) throw new Error('runLimited: no process waits')
    keepIdle(doomed, 102)
    doomed.kill('SIGKILL')
    expect((await runLimited('document', note('Two.'), limits)).done).to.equal(true)
    expect(waiting(102)).not.to.equal(doomed.pid)
  })

  it('ends one that took too much memory, and the next file is read all the same', async () => {
    const limits = limitsOf(103)
    await runLimited('document', note('Before.'), limits)
    const first = waiting(103)
    const greedy = docxEntries([]).map(entry =>
      entry.name === 'word/document.xml'
        ? {
            ...entry,
            content: Buffer.from(`<w:p><w:r><w:t>${'<w:b/>'.repeat(15_000_000)}</w:t></w:r></w:p>`),
          }
        : entry,
    )
    const read = await runLimited('document', { name: 'a.docx', bytes: zip(greedy) }, limits)
    expect(read).to.deep.equal({ done: false, why: 'memory' })
    expect(waiting(103)).to.equal(undefined)
    expect((await runLimited('document', note('After.'), limits)).done).to.equal(true)
    expect(waiting(103)).not.to.equal(first)
  })

  it('gives each of many at once its own words', async () => {
    const words = Array.from({ length: 12 }, (_, n) => `Berth ${n} is let to nobody.`)
    const read = await Promise.all(words.map(each => runLimited('document', note(each), limitsOf(104))))
    expect(read.map(each => each.done && each.result.ok && each.result.text)).to.deep.equal(words)
  })
})
