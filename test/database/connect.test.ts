import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { startEmbedded } from '../../server/database/embedded/start.ts'
import { root } from '../../server/root.ts'
import { sourceArguments, sourceExtension } from '../../server/sources.ts'

/** What another process sees when it connects: an address, or why it cannot. */
async function connected(options: object): Promise<string> {
  const connect = new URL(`../../server/database/connect${sourceExtension}`, import.meta.url).href
  const source = `
    const { connectDatabase } = await import('${connect}')
    try {
      const database = await connectDatabase(${JSON.stringify(options)})
      console.log(database.embedded, database.uri)
      await database.close()
    } catch (error) {
      console.log(error.message)
    }`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...sourceArguments, '--input-type=module', '--eval', source],
    { cwd: root },
  )
  return stdout.trim()
}

describe('connecting to the database', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-connect-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('starts the embedded server of the folder, and stops it again', async () => {
    expect(await connected({ dataFolder: folder })).to.match(
      /^true mongodb:\/\/.*\/soundings\?directConnection=true$/,
    )
  })

  it('joins the server that runs, unless the folder is to be its own', async () => {
    const server = await startEmbedded({ folder })
    try {
      expect(await connected({ dataFolder: folder })).to.equal(`true ${server.uri}`)
      expect(await connected({ dataFolder: folder, own: true })).to.include(
        `in use by process ${process.pid}`,
      )
    } finally {
      await server.close()
    }
  })

  it('takes the MongoDB that it is given', async () => {
    const server = await startEmbedded({ folder })
    try {
      expect(await connected({ dataFolder: '/nowhere', mongodbUri: server.uri })).to.equal(
        `false ${server.uri}`,
      )
    } finally {
      await server.close()
    }
  })
})
