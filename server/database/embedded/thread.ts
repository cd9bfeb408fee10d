import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/**
 * Starts a thread from a file beside this one. In the built application that is JavaScript; from TypeScript sources
 * (tests, development) Node 20 does not carry tsx over into threads, so the thread begins by loading it.
 */
export function startThread(name: string, workerData: unknown): Worker {
  const extension = path.extname(import.meta.url)
  const file = new URL(`./${name}${extension}`, import.meta.url)
  if (extension === '.js') return new Worker(file, { workerData })
  // Not import.meta.resolve: a test runner that loads this file by require has none.
  const tsxFolder = path.dirname(createRequire(import.meta.url).resolve('tsx/package.json'))
  const tsx = pathToFileURL(path.join(tsxFolder, 'dist/esm/api/index.mjs')).href
  const source = `import('${tsx}').then(tsx => { tsx.register(); return import('${file}') })`
  return new Worker(source, { eval: true, workerData })
}
