import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { loadEnvFile } from 'node:process'
import { MongoClient } from 'mongodb'
import { type Config, readConfig } from '../server/config.ts'
import { dumpDatabase, restoreDatabase } from '../server/database/embedded/dump.ts'
import { runningServer } from '../server/database/embedded/lockFile.ts'
import { startEmbedded, uriOf } from '../server/database/embedded/start.ts'
import { copyOnline, copyToFile, damagesOf } from '../server/database/embedded/storage/copy.ts'
import { fileName } from '../server/database/embedded/storage/store.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'

const mostDamages = 20

/** `soundings database copy FILE`. @throws CannotRun */
export async function copy(file: string, json: boolean, streams: Streams = standardStreams): Promise<number> {
  const { dataFolder, mongodbUri } = settings()
  if (mongodbUri)
    throw refusal(
      'MONGODB_URI',
      'A MongoDB is not copied as a file. Use soundings database dump, or its own mongodump.',
    )
  explained(file, () => copyToFile(dataFolder, path.resolve(file)))
  streams.out(
    json ? JSON.stringify({ file }) : `The database of ${dataFolder} is copied into ${file}, whole.`,
  )
  return 0
}

/** `soundings database dump FOLDER`. @throws CannotRun */
export async function dump(
  folder: string,
  json: boolean,
  streams: Streams = standardStreams,
): Promise<number> {
  const { dataFolder, mongodbUri } = settings()
  if (existsSync(folder) && explained(folder, () => readdirSync(folder)).length > 0)
    throw refusal(folder, 'There is something in it already. Name an empty folder, or one that is not there.')
  const documents = mongodbUri
    ? await dumpDatabase(mongodbUri, folder)
    : await withCopy(dataFolder, uri => dumpDatabase(uri, folder))
  streams.out(
    json ? JSON.stringify({ folder, documents }) : `${documents} documents are dumped into ${folder}.`,
  )
  return 0
}

/** Runs on a server of a copy: what is dumped is of one moment, and slows down nobody. */
async function withCopy<T>(dataFolder: string, run: (uri: string) => Promise<T>): Promise<T> {
  const folder = explained(dataFolder, () => mkdtempSync(path.join(dataFolder, 'copy-')))
  try {
    explained(dataFolder, () => copyOnline(dataFolder, folder))
    const server = await startEmbedded({ folder })
    try {
      return await run(server.uri)
    } finally {
      await server.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `soundings database load FOLDER`. @throws CannotRun */
export async function load(
  folder: string,
  json: boolean,
  streams: Streams = standardStreams,
): Promise<number> {
  const { dataFolder, mongodbUri } = settings()
  const own = dumped(folder)
  const documents = mongodbUri
    ? await asProblem(folder, restoreDatabase(mongodbUri, own))
    : await loadNew(dataFolder, own)
  const where = mongodbUri ? 'the database of MONGODB_URI' : dataFolder
  streams.out(
    json
      ? JSON.stringify({ folder, documents })
      : `${documents} documents of ${own} are loaded into ${where}.`,
  )
  return 0
}

/** Loads beside the data folder's place for its file, and moves it there when it is whole. */
async function loadNew(dataFolder: string, dumpFolder: string): Promise<number> {
  const file = path.join(dataFolder, fileName)
  if (existsSync(file))
    throw refusal(
      dataFolder,
      'There is a database in it already. Choose a folder without one: DATA_DIR=./moved soundings database load …',
    )
  explained(dataFolder, () => mkdirSync(dataFolder, { recursive: true, mode: 0o700 }))
  const folder = mkdtempSync(path.join(dataFolder, 'loading-'))
  try {
    const server = await startEmbedded({ folder })
    let documents: number
    try {
      documents = await asProblem(dumpFolder, restoreDatabase(server.uri, dumpFolder))
    } finally {
      await server.close()
    }
    // What a server that stops leaves in its log is in the copy's one file.
    const whole = path.join(folder, 'whole.sqlite')
    copyToFile(folder, whole)
    if (existsSync(file)) throw refusal(dataFolder, 'A database came into it meanwhile. Nothing was loaded.')
    renameSync(whole, file)
    return documents
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The folder of the one database in a dump: itself, or the only folder in it. */
function dumped(folder: string): string {
  const entries = explained(folder, () => readdirSync(folder, { withFileTypes: true }))
  if (entries.some(({ name }) => name.endsWith('.bson'))) return folder
  const folders = entries.filter(each => each.isDirectory() && each.name !== 'admin')
  const [only] = folders
  if (!only || folders.length > 1)
    throw refusal(
      folder,
      `Holds ${folders.length === 0 ? 'no dump' : 'the dumps of several databases'}. Name the folder with the .bson files.`,
    )
  return path.join(folder, only.name)
}

/** `soundings database check`. @throws CannotRun */
export async function check(_: string, json: boolean, streams: Streams = standardStreams): Promise<number> {
  const { dataFolder, mongodbUri } = settings()
  const checked = mongodbUri ? await validated(mongodbUri) : await checkedFolder(dataFolder)
  const { collections, documents, problems } = checked
  const where = mongodbUri ? 'The database of MONGODB_URI' : `The database of ${dataFolder}`
  const lines =
    problems.length === 0
      ? [`${where} is whole: ${documents} documents in ${collections} collections.`]
      : [`${where} is not whole:`, ...problems]
  streams.out(json ? JSON.stringify(checked) : lines.join('\n'))
  return problems.length > 0 ? 1 : 0
}

type Checked = { collections: number; documents: number; problems: string[] }

/** The file first: a server that is started on a damaged one mends it, which is not asked here. */
async function checkedFolder(dataFolder: string): Promise<Checked> {
  const file = path.join(dataFolder, fileName)
  if (!existsSync(file)) throw refusal(dataFolder, 'There is no database in it. Set DATA_DIR to where it is.')
  const problems = damages(file)
  if (problems.length > 0) return { collections: 0, documents: 0, problems }
  const running = await runningServer(dataFolder)
  return running ? validated(uriOf(running.socket)) : withCopy(dataFolder, validated)
}

function damages(file: string): string[] {
  try {
    return damagesOf(file, mostDamages)
  } catch (error) {
    return [`${file}: ${messageOf(error)}`]
  }
}

async function validated(uri: string): Promise<Checked> {
  const client = await MongoClient.connect(uri)
  try {
    const checked: Checked = { collections: 0, documents: 0, problems: [] }
    for (const { name, type } of await client.db().listCollections().toArray()) {
      if (type !== 'collection' || name.startsWith('system.')) continue
      const found = await client.db().command({ validate: name, full: true })
      checked.collections += 1
      checked.documents += Number(found.nrecords)
      checked.problems.push(...(found.errors as string[]).map(error => `${name}: ${error}`))
    }
    return checked
  } finally {
    await client.close()
  }
}

function settings(): Config {
  if (existsSync('.env')) loadEnvFile('.env')
  return readConfig()
}

function refusal(place: string, message: string): CannotRun {
  return new CannotRun([{ place, message }])
}

/** What the disk or the dump refuses is for the person to mend. */
function explained<T>(place: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw refusal(place, messageOf(error))
  }
}

async function asProblem<T>(place: string, promise: Promise<T>): Promise<T> {
  return promise.catch((error: unknown) => {
    throw refusal(place, `${messageOf(error)} Nothing more was loaded.`)
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
