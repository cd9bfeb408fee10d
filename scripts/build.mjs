/**
 * Builds what runs from `dist/`: the compiled code, the client scripts and the stylesheet; and, for `npm test`, the tests.
 * `node scripts/build.mjs` builds from nothing, always; prepare.mjs calls it when something has changed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const stamp = path.join(root, 'dist', '.built')
const stampOfTests = path.join(root, 'dist', '.built-tests')
const assets = path.join(root, 'dist', 'assets')

/** Everything that the build reads. */
const sources = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.types.json',
  'analysis',
  'server',
  'scripts',
  'views/assets',
]

/** Compiled code that runs in pages as it does in the server; it imports nothing. */
const shared = ['server/consultations/conditions.js', 'server/responses/answering/kinds/reading.js']

/** Everything that the tests are compiled from. */
const sourcesOfTests = [...sources, 'test', 'tsconfig.test.json']

/** True when nothing has changed since the last build. */
export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(sources)
}

/** True when neither the tests nor what they test has changed since they were compiled. */
export function areTestsBuilt() {
  return existsSync(stampOfTests) && readFileSync(stampOfTests, 'utf8') === fingerprint(sourcesOfTests)
}

/**
 * Types are checked by `npm run check`: here that would take most of the time in which a first start is awaited.
 * Declarations are written for the analysis alone, which other programs import.
 *
 * @throws Error naming the step that failed; the step has said why.
 */
export async function build() {
  const before = fingerprint(sources)
  compile('tsconfig.build.json', 'The code')
  compile('tsconfig.types.json', 'The types of the analysis')
  if (filesIn('views/assets/scripts').some(file => file.endsWith('.ts')))
    compile('views/assets/scripts/tsconfig.json', 'The client scripts')
  mkdirSync(assets, { recursive: true })
  for (const file of shared)
    copyFileSync(path.join(root, 'dist', file), path.join(assets, path.basename(file)))
  await buildStyles()
  copyFileSync(
    path.join(root, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'),
    path.join(assets, 'govuk-frontend.min.js'),
  )
  writeFileSync(stamp, before)
}

/**
 * Compiles the tests into `dist/test`, beside what they test; the ones of before go, so that none stays that was renamed.
 *
 * @throws Error where they cannot be compiled; the compiler has said why.
 */
export function buildTests() {
  const before = fingerprint(sourcesOfTests)
  rmSync(path.join(root, 'dist', 'test'), { recursive: true, force: true })
  compile('tsconfig.test.json', 'The tests')
  writeFileSync(stampOfTests, before)
}

function compile(project, what) {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], {
    cwd: root,
    // Standard output belongs to the command that is being prepared.
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error(`${what} (${project}) cannot be compiled: see the messages above.`)
}

async function buildStyles() {
  const entry = path.join(root, 'views/assets/styles/main.scss')
  if (!existsSync(entry)) return
  const sass = await import('sass')
  const { css } = sass.compile(entry, {
    loadPaths: [path.join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
  })
  writeFileSync(path.join(assets, 'main.css'), css)
}

/** Changes with the name, size or time of any file of these. */
function fingerprint(names) {
  const lines = names.flatMap(filesIn).map(file => {
    const { mtimeMs, size } = statSync(path.join(root, file))
    return `${file} ${mtimeMs} ${size}`
  })
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** The files of a folder and those below it, or the file itself; none where there is neither. */
function filesIn(name) {
  const full = path.join(root, name)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [name]
  return readdirSync(full)
    .sort()
    .flatMap(entry => filesIn(path.join(name, entry)))
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const folder of ['analysis', 'assets', 'scripts', 'server'])
    rmSync(path.join(root, 'dist', folder), { recursive: true, force: true })
  await build().catch(error => {
    console.error(error.message)
    process.exitCode = 1
  })
}
