/**
 * Makes a clone ready, without any dependency of its own: `node scripts/prepare.mjs install` installs when
 * node_modules is missing or older than the lock file; `build` also builds what has changed, and `tests` the tests too.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { areTestsBuilt, build, buildTests, isBuilt } from './build.mjs'
import { withLock } from './lock.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const lockFile = path.join(root, 'package-lock.json')
/** npm's own record of what it has installed. */
const installed = path.join(root, 'node_modules', '.package-lock.json')
const stamp = path.join(root, 'node_modules', '.soundings-installed')
const guard = path.join(tmpdir(), `soundings-prepare-${digest(root).slice(0, 12)}.lock`)
/** npm writes its record a moment before the lock file. */
const slackMs = 5000

/**
 * @param {'install' | 'build' | 'tests'} step
 * @throws Error naming the step that failed.
 */
export async function prepare(step) {
  if (isReady(step)) return
  await withLock(guard, async () => {
    if (!isInstalled()) install()
    if (step !== 'install' && !isBuilt()) {
      console.error('Building what has changed…')
      await build()
    }
    if (step === 'tests' && !areTestsBuilt()) buildTests()
  })
}

function isReady(step) {
  return isInstalled() && (step === 'install' || isBuilt()) && (step !== 'tests' || areTestsBuilt())
}

function isInstalled() {
  if (!existsSync(installed)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(readFileSync(lockFile))) return true
  return statSync(installed).mtimeMs + slackMs >= statSync(lockFile).mtimeMs
}

function install() {
  console.error(
    `${existsSync(installed) ? 'The dependencies have changed' : 'First start'}: installing with npm ci…`,
  )
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // On Windows npm is a script of the shell.
    shell: process.platform === 'win32',
  })
  if (status !== 0)
    throw new Error('npm ci failed: see the messages above. It needs a connection to the npm registry.')
  writeFileSync(stamp, digest(readFileSync(lockFile)))
}

function digest(content) {
  return createHash('sha256').update(content).digest('hex')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const step = process.argv[2]
  if (step !== 'install' && step !== 'build' && step !== 'tests') {
    console.error('Usage: node scripts/prepare.mjs install|build|tests')
    process.exitCode = 2
  } else {
    await prepare(step).catch(error => {
      console.error(error.message)
      process.exitCode = 1
    })
  }
}
