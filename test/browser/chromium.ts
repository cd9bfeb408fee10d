import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import { extract } from 'tar-fs'

const version = '147.0.0'
const packed = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
  '../../bin',
)
const unpacked = path.join(tmpdir(), `soundings-chromium-${version}`)

/**
 * Playwright’s own list gives way to this one, of which pages on this machine need the most; beside it, each page takes
 * its turn in the frame of the one before, which saves a third of the work of going there.
 */
const without = ['RenderDocument', 'HttpsUpgrades', 'PaintHolding', 'MediaRouter', 'OptimizationHints']

/**
 * Starts the Chromium that came by npm, unpacked once for each version.
 * On macOS and Windows it starts an installed Chrome.
 */
export async function openBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  if (!existsSync(unpacked)) await unpack()
  return chromium.launch({
    executablePath: path.join(unpacked, 'chromium'),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
      `--disable-features=${without.join()}`,
    ],
    env: hasNss() ? undefined : { ...process.env, LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib') },
  })
}

/** Unpacks into a folder of its own and renames it, so that two test runs at once do not meet half-way. */
async function unpack(): Promise<void> {
  const folder = mkdtempSync(`${unpacked}-`)
  const file = (name: string) => createReadStream(path.join(packed, name)).pipe(createBrotliDecompress())
  await pipeline(file('chromium.br'), createWriteStream(path.join(folder, 'chromium'), { mode: 0o755 }))
  if (!hasNss()) {
    mkdirSync(path.join(folder, 'al2023'))
    await pipeline(file('al2023.tar.br'), extract(path.join(folder, 'al2023')))
  }
  try {
    renameSync(folder, unpacked)
  } catch (error) {
    rmSync(folder, { recursive: true })
    if (!existsSync(unpacked)) throw error
  }
}

function hasNss(): boolean {
  return ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu'].some(folder =>
    existsSync(path.join(folder, 'libnss3.so')),
  )
}
