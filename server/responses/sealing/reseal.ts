import { setTimeout as rest } from 'node:timers/promises'
import { newestKey, purposes } from '../../database/sealing/dataKeyStore.ts'
import { knownForMs, makeKey } from '../../database/sealing/keyring.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { throughAll } from './parts.ts'

const kind = 'reseal'
/** What is encrypted again; the name that a respondent has in files for researchers is to stay. */
const renewed = purposes.filter(purpose => purpose !== 'pseudonyms')

/** Encrypting all that is there by new keys, which takes long, a document at a time. */
export function registerResealing(runner: Runner): void {
  runner.registerJob(kind, (_key, progress) => reseal(progress))
}

/** Makes new keys in the database, by which all that comes is encrypted, and asks for all that is there to be. */
export async function renewKeys(): Promise<void> {
  for (const purpose of renewed) await makeKey(purpose, ((await newestKey(purpose))?.number ?? 0) + 1)
  await askFor(kind, 'all')
}

/** Encrypts all by the newest keys that was by earlier ones; taken up after a kill, it begins anew and finds less to do. */
async function reseal(progress: Progress): Promise<void> {
  // Every process has to know the new keys first, or it would go on writing by the former.
  for (;;) {
    const ages = (await Promise.all(renewed.map(newestKey))).map(key => Date.now() - Number(key?.madeAt ?? 0))
    if (!ages.some(age => age >= 0 && age < 2 * knownForMs)) break
    await rest(1_000)
    await progress(0, 0)
  }
  await throughAll(true, done => progress(done, 0))
}
