import { Worker } from 'node:worker_threads'
import { sourceArguments, sourceExtension } from '../../sources.ts'

/** Starts a thread from a file beside this one. */
export function startThread(name: string, workerData: unknown): Worker {
  const file = new URL(`./${name}${sourceExtension}`, import.meta.url)
  return new Worker(file, { workerData, execArgv: sourceArguments })
}
