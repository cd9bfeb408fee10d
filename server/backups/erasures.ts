import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Unusable } from './unusable.ts'

/** In a data folder and beside backups: the ids of responses that were erased, a line of JSON for each. */
export const erasureFile = 'erasures.jsonl'

/** One response that was erased, by ids alone. `at`: when that was asked for, as ISO 8601. */
export type ListedErasure = { response: string; consultation: string; at: string }

/** What a list of erasures says. A last line that was cut off is left out. */
export function erasuresIn(text: string): ListedErasure[] {
  return text.split('\n').flatMap(line => {
    try {
      const { response, consultation, at } = JSON.parse(line) as Partial<ListedErasure>
      const isOne = typeof response === 'string' && typeof consultation === 'string' && isTime(at)
      return isOne ? [{ response, consultation, at: String(at) }] : []
    } catch {
      return []
    }
  })
}

function isTime(at: unknown): boolean {
  return typeof at === 'string' && !Number.isNaN(Date.parse(at))
}

/**
 * All erasures that a restore is to do again: what the administrator gives, what lies beside the backup, and what the
 * place says that it goes into.
 *
 * @param given a file that `soundings erasures` wrote
 * @throws Unusable where that is none
 */
export function erasuresFor(backup: string, given: string | undefined, dataFolder: string): ListedErasure[] {
  if (given !== undefined && !existsSync(given))
    throw new Unusable(
      `There is no list of erasures at ${given}. Name the file that soundings erasures wrote.`,
    )
  const found = given === undefined ? [] : erasuresIn(readFileSync(given, 'utf8'))
  if (given !== undefined && found.length === 0 && readFileSync(given, 'utf8').trim() !== '')
    throw new Unusable(`${given} is no list of erasures. Name the file that soundings erasures wrote.`)
  for (const file of [
    path.join(path.dirname(path.resolve(backup)), erasureFile),
    path.join(dataFolder, erasureFile),
  ])
    if (existsSync(file)) found.push(...erasuresIn(readFileSync(file, 'utf8')))
  return [...new Map(found.map(each => [each.response, each])).values()]
}

/** Puts a list into a data folder, where the next start takes it up before anybody is served. */
export function putErasures(folder: string, erasures: ListedErasure[]): void {
  if (erasures.length === 0) return
  const file = path.join(folder, erasureFile)
  const next = `${file}.next`
  writeFileSync(next, erasures.map(each => `${JSON.stringify(each)}\n`).join(''), {
    mode: 0o600,
    flush: true,
  })
  renameSync(next, file)
}
