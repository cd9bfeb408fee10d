import { rmSync } from 'node:fs'
import { expect } from 'chai'
import supertest from 'supertest'
import { demoSignIn } from '../../scripts/demo/load.ts'
import { bringTable, shown } from '../importing/bringing.ts'
import { madeTable } from '../importing/madeTable.ts'
import { type Agent, post } from '../site.ts'
import { databaseOf, newFolder, type Process, startProcess, stop } from './killing.ts'

type Stored = { _id: string; origin: string; answered: string[] }

/**
 * Imports a table of `rows` rows into a server that is killed once a part of it is in, and then `kills - 1` times
 * more; holds what is there in the end to the table: every whole row, once, with its words and its tags.
 */
export async function killWhileImporting(rows: number, kills: number): Promise<void> {
  const folder = newFolder()
  const made = madeTable(rows)
  // Looked at often enough to kill it half-way, and seldom enough not to hold it up.
  const pause = 20 + rows / 2000
  let running = await startProcess(folder)
  try {
    const address = await bringTable(await signIn(running), made.bytes, 'Brought')
    for (let kill = 1; kill <= kills; kill++) {
      await until(folder, 'responses', { consultation: 'brought' }, (made.whole * kill) / (kills + 2), pause)
      running.child.kill('SIGKILL')
      running = await startProcess(folder)
    }
    await until(folder, 'imports', { state: 'done' }, 1, pause)
    await until(folder, 'taggings', { consultation: 'brought' }, made.whole, pause)
    const page = shown(await (await signIn(running)).get(address))
    expect(page).to.include(`${made.whole.toLocaleString('en-GB')} responses were imported`)
    await expectEveryRow(folder, made.whole)
    expect(await stop(running)).to.equal(0)
  } finally {
    running.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function signIn({ url }: Process): Promise<Agent> {
  const agent = supertest.agent(url)
  await post(agent, '/desk/sign-in', demoSignIn)
  return agent
}

/** Waits until a collection holds so many documents of a kind, looking every `pause` milliseconds. */
async function until(
  folder: string,
  collection: string,
  filter: object,
  count: number,
  pause: number,
): Promise<void> {
  const client = await databaseOf(folder)
  try {
    while ((await client.db().collection(collection).countDocuments(filter)) < count)
      await new Promise(resolve => setTimeout(resolve, pause))
  } finally {
    await client.close()
  }
}

async function expectEveryRow(folder: string, whole: number): Promise<void> {
  const client = await databaseOf(folder)
  try {
    const responses = await client
      .db()
      .collection<Stored>('responses')
      .find({ consultation: 'brought' }, { projection: { origin: 1, answered: 1 } })
      .toArray()
    expect(responses.length).to.equal(whole)
    expect(new Set(responses.map(response => response.origin)).size).to.equal(whole)
    expect(responses.every(response => response.answered.length === 1)).to.equal(true)
    expect(await client.db().collection('texts').countDocuments({ consultation: 'brought' })).to.equal(whole)
  } finally {
    await client.close()
  }
}
