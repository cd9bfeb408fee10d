import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { childrenOf, databaseOf, newFolder, startProcess, stop } from '../acceptance/killing.ts'
import { type Receipt, referenceOn, respond } from '../acceptance/respond.ts'

/**
 * Has `people` respondents answer a site of three processes while one of these after another is killed, `kills` times
 * in all. Whoever is cut off begins again, as a person would.
 *
 * @returns what was acknowledged; each is checked to be there, once, and tagged
 */
export async function killWorkers(people: number, kills: number): Promise<Receipt[]> {
  const folder = newFolder()
  const running = await startProcess(folder, { options: ['--workers', '3'] })
  const { pid = 0 } = running.child
  const receipts: Receipt[] = []
  try {
    expect(childrenOf(pid)).to.have.length(3)
    let isKilling = true
    const writing = Array.from({ length: people }, async (_, person) => {
      for (let n = 0; isKilling || n === 0; n++) {
        const words = `Person ${person}, response ${n}: nobody here decides about the ferry.`
        const receipt = await respond(running.url, words).catch(() => undefined)
        if (receipt) receipts.push(receipt)
        else await wait(20)
      }
    })
    for (let kill = 0; kill < kills; kill++) {
      const before = receipts.length
      while (receipts.length < before + 3) await wait(20)
      const doomed = childrenOf(pid)[kill % 3]
      if (doomed) process.kill(doomed, 'SIGKILL')
      while (childrenOf(pid).length < 3 || childrenOf(pid).includes(doomed ?? 0)) await wait(20)
    }
    isKilling = false
    await Promise.all(writing)
    for (const { token, reference } of receipts)
      expect(await referenceOn(running.url, token)).to.equal(reference)
    await expectOnceAndTagged(folder, receipts)
    expect(await stop(running)).to.equal(0)
    expect(childrenOf(pid)).to.deep.equal([])
    return receipts
  } finally {
    running.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The words of each receipt stand in one text, which the machine has read by now or soon. */
async function expectOnceAndTagged(folder: string, receipts: Receipt[]): Promise<void> {
  const client = await databaseOf(folder)
  try {
    for (const { words } of receipts) {
      const texts = await client.db().collection<{ _id: string }>('texts').find({ text: words }).toArray()
      expect(texts, words).to.have.length(1)
      const [text] = texts
      const taggings = client.db().collection<{ _id: string }>('taggings')
      while (text && !(await taggings.findOne({ _id: text._id }))) await wait(50)
    }
  } finally {
    await client.close()
  }
}
