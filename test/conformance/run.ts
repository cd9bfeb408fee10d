import { rmSync } from 'node:fs'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../../server/database/embedded/start.ts'
import { makeFolder } from '../makeFolder.ts'
import { type Outcome, runTest, type Version } from './runTest.ts'
import { readSpecifications } from './specification.ts'

/**
 * Runs MongoDB's published CRUD specification tests, unchanged, on the embedded database, or on the MongoDB of
 * `MONGODB_URI`: `npm run conformance -- FOLDER …`, each a folder of JSON files. Ends with 1 where a test
 * failed; what the database refuses by name, or this runner cannot ask, is listed apart.
 */
async function main(folders: string[]): Promise<void> {
  if (folders.length === 0) throw new Error('conformance: name the folders of the specification’s JSON files')
  const folder = makeFolder('soundings-conformance-')
  const server = process.env.MONGODB_URI ? undefined : await startEmbedded({ folder })
  try {
    const uri = server?.uri ?? String(process.env.MONGODB_URI)
    const version = await versionOf(uri)
    for (const each of folders) await runFolder(uri, version, each)
  } finally {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function versionOf(uri: string): Promise<Version> {
  const client = await MongoClient.connect(uri)
  const { versionArray } = await client.db('admin').command({ buildInfo: 1 })
  await client.close()
  return versionArray as Version
}

async function runFolder(uri: string, version: Version, folder: string): Promise<void> {
  const counts = new Map<Outcome['is'], number>()
  for (const [file, specification] of readSpecifications(folder))
    for (const test of specification.tests) {
      const outcome = await runTest(uri, version, specification, test)
      counts.set(outcome.is, (counts.get(outcome.is) ?? 0) + 1)
      if (outcome.is === 'apart' || outcome.is === 'failed')
        console.log(`${outcome.is}: ${file}: ${test.description}\n    ${outcome.why}`)
      if (outcome.is === 'failed') process.exitCode = 1
    }
  const said = [...counts].map(([is, count]) => `${count} ${is}`).join(', ')
  console.log(`${path.basename(folder)}: ${said || 'no tests'}`)
}

await main(process.argv.slice(2))
