import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sourceArguments, sourceExtension } from '../../../server/sources.ts'
import { serverFlags } from '../serverFlags.ts'

/** What a process has taken so far: milliseconds of processor time, and the most megabytes that it ever held. */
export type Taken = { processor: number; mostMemory: number }

/** A server in a process of its own. */
export type Measured = { uri: string; taken(): Promise<Taken>; stop(): Promise<void> }

/** Starts the server of a file beside this one; `argument` is its folder or its socket. */
export async function startMeasured(name: string, argument: string): Promise<Measured> {
  const file = fileURLToPath(new URL(`./${name}${sourceExtension}`, import.meta.url))
  const child: ChildProcess = fork(file, [argument], { execArgv: [...serverFlags, ...sourceArguments] })
  const [uri] = (await once(child, 'message')) as [string]
  return {
    uri,
    async taken() {
      child.send('taken')
      const [taken] = (await once(child, 'message')) as [Taken]
      return taken
    },
    async stop() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** In the server's process: tells its address, and whenever it is asked what it has taken. */
export function answerMeasure(uri: string): void {
  process.send?.(uri)
  process.on('message', () => {
    const { maxRSS } = process.resourceUsage()
    process.send?.({ processor: ownProcessor(), mostMemory: (maxRSS * 1024) / 1_000_000 } satisfies Taken)
  })
  process.on('disconnect', () => process.exit())
}

/** Milliseconds of processor time that this process has taken. */
export function ownProcessor(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
