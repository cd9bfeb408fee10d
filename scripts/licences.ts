import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { groupBy } from '../server/groupBy.ts'
import { root } from '../server/root.ts'

const listed = path.join(root, 'docs/licences.md')

/** What our users install: packages, each with its version and the licence that it says it has. */
type Installed = { name: string; version: string; licence: string }

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().default(''),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
})
/** How packages of before 2015 said it. */
const older = z.object({ licenses: z.array(z.object({ type: z.string() })).min(1) })

/** Every package of the lock file that an installation without those for development has. */
export function installed(): Installed[] {
  const { packages } = lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')))
  return Object.entries(packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional)
    .map(([place, { version, license }]) => ({
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? olderLicence(place),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function olderLicence(place: string): string {
  const file = path.join(root, place, 'package.json')
  const { data } = older.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return data?.licenses.map(({ type }) => type).join(' OR ') ?? 'said in its LICENSE file alone'
}

/** What `docs/licences.md` is to hold. */
export function licencesFile(): string {
  const byLicence = groupBy(installed(), ({ licence }) => licence)
  const rows = [...byLicence]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([licence, of]) => {
      const names = new Set(of.map(({ name, version }) => `${name} ${version}`))
      return `| ${licence} | ${names.size} | ${[...names].join(', ')} |`
    })
  return `# Licences

What an installation of Soundings holds besides Soundings itself, which is under the MIT licence, by what each package says of itself. Written by \`npm run licences\` from the lock file. \`npm run sbom\` writes the same as a software bill of materials in CycloneDX.

| licence | packages | which |
|---|---|---|
${rows.join('\n')}
`
}

if (process.argv[1] === import.meta.filename) writeFileSync(listed, licencesFile())
