import path from 'node:path'
import { Piscina } from 'piscina'
import { sourceArguments, sourceExtension } from './sources.ts'

/**
 * One thread for work beside the pages: started at the first use, ended when it has had no work for `idleTimeout`
 * milliseconds; it keeps no process alive.
 *
 * @param folder,worker where the worker's file stands, and its name without an ending
 * @returns gives the thread
 */
export function oneThread<Task, Result>(
  folder: string,
  worker: string,
  idleTimeout: number,
): () => Piscina<Task, Result> {
  let pool: Piscina<Task, Result> | undefined
  return () => {
    pool ??= new Piscina({
      filename: path.join(folder, `${worker}${sourceExtension}`),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout,
      execArgv: sourceArguments,
    })
    return pool
  }
}
