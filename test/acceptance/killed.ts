import { rmSync } from 'node:fs'
import { expect } from 'chai'
import { databaseOf, newFolder, startProcess, stop } from './killing.ts'
import { type Receipt, referenceOn, respond } from './respond.ts'

type StoredResponse = {
  _id: string
  reference: string
  revisions: { answers: Record<string, { text?: string }> }[]
}

/**
 * Kills the server while twenty respondents submit, `rounds` times over, and looks after each restart
 * for every response that was acknowledged: there, once, whole.
 * @param seed decides the moments of the kills
 */
export async function killWhileTwentySubmit(rounds: number, seed: number): Promise<Receipt[]> {
  const folder = newFolder()
  const receipts: Receipt[] = []
  let running = await startProcess(folder)
  try {
    for (let round = 0; round < rounds; round++) {
      const acknowledged: Receipt[] = []
      const doomed = running
      const site = doomed.url
      // Some are acknowledged and others are under way at the moment of the kill.
      const enough = 3 + ((seed + round * 7) % 11)
      const writing = Array.from({ length: 20 }, async (_, person) => {
        for (let n = 0; ; n++) {
          const words = `Round ${round}, person ${person}, response ${n}: the lift – “ours” – is slow.`
          acknowledged.push(await respond(site, words))
          if (acknowledged.length === enough) doomed.child.kill('SIGKILL')
        }
      })
      const faults = (await Promise.allSettled(writing)).map(end =>
        end.status === 'rejected' ? String(end.reason) : '',
      )
      expect(acknowledged.length, faults.join('\n')).to.be.at.least(enough)
      receipts.push(...acknowledged)
      running = await startProcess(folder)
      await expectAll(running.url, folder, receipts)
    }
    expect(await stop(running)).to.equal(0)
    return receipts
  } finally {
    running.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function expectAll(site: string, folder: string, receipts: Receipt[]): Promise<void> {
  const client = await databaseOf(folder)
  try {
    const responses = await client
      .db()
      .collection<StoredResponse>('responses')
      .find({ source: 'web' })
      .toArray()
    const texts = await client.db().collection<{ _id: string; text: string }>('texts').find().toArray()
    const wordsOf = new Map(texts.map(({ _id, text }) => [_id, text]))
    for (const { token, reference, words } of receipts) {
      expect(await referenceOn(site, token), words).to.equal(reference)
      const [found, ...more] = responses.filter(response => response.reference === reference)
      expect(more, `${reference} twice`).to.deep.equal([])
      const answers = found?.revisions[0]?.answers ?? {}
      expect(wordsOf.get(answers.obstacles?.text ?? '')).to.equal(words)
      expect(wordsOf.get(answers.people?.text ?? '')).to.equal(`${words} And the people.`)
    }
    // What was not acknowledged may be there too, but then whole and once.
    const said = responses.map(response => wordsOf.get(response.revisions[0]?.answers.obstacles?.text ?? ''))
    expect(said).not.to.include(undefined)
    expect(new Set(said).size).to.equal(said.length)
  } finally {
    await client.close()
  }
}
