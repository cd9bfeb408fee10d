import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sourceArguments, sourceExtension } from '../../server/sources.ts'
import { serverFlags } from './serverFlags.ts'

/**
 * Takes a consultation of 10,000 responses and 100,000 codings as a REFI-QDA project and brings it back, beside one of
 * 1,000, on one server with an embedded database in its process.
 *
 * @throws Error where what came back says anything else, or memory grew beyond the bound
 */
export async function benchQdpx(): Promise<void> {
  const file = fileURLToPath(new URL(`./qdpx/roundTrips${sourceExtension}`, import.meta.url))
  const server = fork(file, { stdio: 'inherit', execArgv: [...serverFlags, ...sourceArguments] })
  const [code] = await once(server, 'exit')
  if (code !== 0) throw new Error(`benchQdpx: ended with ${code}`)
}
