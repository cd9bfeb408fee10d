import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** `.ts` when the server runs from its sources (tests, development), `.js` when it was built. */
export const sourceExtension = path.extname(import.meta.filename)

/**
 * Arguments for a thread or a child process that is to read the same kind of source as this one: Node 20 does not
 * carry tsx over, so it loads it itself. Built, there are none.
 */
export const sourceArguments = sourceExtension === '.ts' ? ['--import', loadsTsx()] : []

function loadsTsx(): string {
  // Not import.meta.resolve: a test runner that loads this file by require has none.
  const folder = path.dirname(createRequire(import.meta.url).resolve('tsx/package.json'))
  const api = pathToFileURL(path.join(folder, 'dist/esm/api/index.mjs')).href
  return `data:text/javascript,${encodeURIComponent(`import { register } from '${api}'; register()`)}`
}
