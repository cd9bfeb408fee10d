import { existsSync } from 'node:fs'
import path from 'node:path'

/** The package's folder, found from sources and from `dist/` alike: the nearest one above that has a package.json. */
export const root = packageFolder(import.meta.dirname)

function packageFolder(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const above = path.dirname(folder)
  if (above === folder) throw new Error(`root.ts: no package.json above ${import.meta.dirname}`)
  return packageFolder(above)
}
