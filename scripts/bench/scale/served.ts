import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sourceArguments, sourceExtension } from '../../../server/sources.ts'
import { whileWatched } from '../resident.ts'
import { serverFlags } from '../serverFlags.ts'
import type { Answered, Asked, Offered } from './server.ts'

const file = fileURLToPath(new URL(`./server${sourceExtension}`, import.meta.url))

/** What something took: seconds, seconds of the server’s processor time, and the most megabytes that it held. */
export type Taken = { seconds: number; processor: number; most: number }

/** A folder that is served in a process of its own, with the memory settings of `npm start`. */
export type Served = Offered & {
  ask(asked: Asked): Promise<Answered>
  /** Does something, and tells what it took. */
  taking(work: () => Promise<unknown>): Promise<Taken>
  stop(): Promise<void>
}

/** @throws Error where the folder cannot be filled */
export async function fill(folder: string, responses: number): Promise<void> {
  const [code] = await once(started([folder, String(responses)], []), 'exit')
  if (code !== 0) throw new Error(`fill: ended with ${code}`)
}

/** @throws Error where the server ends */
export async function serve(folder: string): Promise<Served> {
  const server = started([folder], serverFlags)
  const ended = once(server, 'exit')
  const told = async <T>(): Promise<T> => {
    const [answer] = await Promise.race([once(server, 'message'), ended])
    if (typeof answer !== 'object' || answer === null)
      throw new Error(`serve: the server ended with ${answer}`)
    return answer as T
  }
  const ask = (asked: Asked): Promise<Answered> => {
    const answer = told<Answered>()
    server.send(asked)
    return answer
  }
  return {
    ...(await told<Offered>()),
    ask,
    async taking(work) {
      const before = await ask('processor')
      const began = performance.now()
      const most = await whileWatched(server.pid ?? 0, work)
      const seconds = (performance.now() - began) / 1000
      const { processor } = await ask('processor')
      return { seconds, processor: (processor - before.processor) / 1000, most }
    },
    async stop() {
      server.disconnect()
      await ended
    },
  }
}

function started(given: string[], flags: string[]): ChildProcess {
  return fork(file, given, { stdio: 'inherit', execArgv: [...flags, ...sourceArguments] })
}
