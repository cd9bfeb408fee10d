import { createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/**
 * Where the keys are that what is stored is encrypted by: `given` by the settings, or in a file, one a line. The first of
 * several wraps what is new; the others open what was wrapped before.
 */
export type KeyPlace = {
  given?: string[]
  file: string
  /** Whether the first key is made there: never where several machines might each make one of their own. */
  makes: boolean
}

/** A key outside the database, which wraps those that stand in it. `mark` tells it from others without telling it. */
export type OuterKey = { mark: string; key: Buffer }

/** The keys of a site are missing or others than its own; the message says what to do about it. */
export class KeysUnusable extends Error {
  readonly problems: string[]
  constructor(message: string) {
    super(message)
    this.problems = [message]
  }
}

/** In a data folder, where the key is that was made at first start. */
export const keyFileName = 'encryption-key'

export const keyForm = /^[0-9a-f]{64}$/i

/** The keys of a place, the one that wraps what is new first; none where its file is not there. */
export function readKeys({ given, file }: KeyPlace): OuterKey[] {
  return (given ?? linesOf(file)).map(outerKey)
}

function linesOf(file: string): string[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw new KeysUnusable(`The encryption key in ${file} cannot be read (${code}). Let Soundings read it.`)
  }
  const lines = text.split(/\s+/).filter(line => line !== '')
  const wrong = lines.findIndex(line => !keyForm.test(line))
  if (wrong >= 0 || lines.length === 0)
    throw new KeysUnusable(
      `${file} holds no encryption key${wrong > 0 ? ` in line ${wrong + 1}` : ''}: one has 64 digits from 0 to f. Put back the file that was kept elsewhere.`,
    )
  return lines
}

/** A key as its 64 digits say. */
export function outerKey(digits: string): OuterKey {
  const key = Buffer.from(digits, 'hex')
  return { key, mark: createHmac('sha256', key).update('mark').digest('base64url').slice(0, 16) }
}

export function newOuterKey(): OuterKey {
  return outerKey(randomBytes(32).toString('hex'))
}

/** Makes the first key of a place; where another process made one in the same moment, that one stands. */
export function makeKeyFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const next = `${file}.${process.pid}.next`
  write(next, [newOuterKey()])
  try {
    linkSync(next, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(next, { force: true })
  }
  flushFolder(file)
}

/** Puts these keys in the place of what a file holds, all or nothing. */
export function writeKeys(file: string, keys: OuterKey[]): void {
  const next = `${file}.${process.pid}.next`
  rmSync(next, { force: true })
  write(next, keys)
  renameSync(next, file)
  flushFolder(file)
}

/** Adds keys to a file, but for those that it has. */
export function keepKeys(file: string, keys: OuterKey[]): void {
  const there = existsSync(file) ? readKeys({ file, makes: false }) : []
  const marks = new Set(there.map(({ mark }) => mark))
  writeKeys(file, [...there, ...keys.filter(({ mark }) => !marks.has(mark))])
}

function write(file: string, keys: OuterKey[]): void {
  const text = keys.map(({ key }) => `${key.toString('hex')}\n`).join('')
  writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true })
}

/** Has a name be on the disk as the bytes are: what is wrapped by a key that a power cut takes away opens never again. */
function flushFolder(file: string): void {
  const folder = openSync(path.dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
