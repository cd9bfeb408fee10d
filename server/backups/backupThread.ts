import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../config.ts'
import { withoutWords } from '../http/log.ts'
import { makeBackup } from './makeBackup.ts'
import { passphraseOf } from './passphrase.ts'
import { Unusable } from './unusable.ts'

/** Makes one backup, and tells its parent how far it is and how it ended. */
export type BackupTask = { config: Config; file: string }
export type BackupNews =
  | { documents: number }
  | { made: { bytes: number; documents: number; encrypted: boolean } }
  /** `words` where the message is for an administrator. */
  | { failed: string; words: boolean }

const { config, file } = workerData as BackupTask
const tell = (news: BackupNews) => parentPort?.postMessage(news)

async function make(): Promise<void> {
  const { passphrase: given, keyFile } = config.backups
  const passphrase = await passphraseOf(given, keyFile)
  const { manifest, bytes } = await makeBackup(config, file, {
    passphrase,
    progress: documents => tell({ documents }),
  })
  const documents = manifest.collections.reduce((sum, { documents }) => sum + documents, 0)
  tell({ made: { bytes, documents, encrypted: passphrase !== undefined } })
}

make().catch((error: unknown) => {
  if (error instanceof Unusable) return tell({ failed: error.message, words: true })
  const { type, message, stack } = withoutWords(error)
  tell({ failed: [`${type}: ${message}`, ...stack].join('\n'), words: false })
})
