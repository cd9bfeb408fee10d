#!/usr/bin/env node
/** The `soundings` command: makes a clone ready where it is not, then runs. A package comes ready. */
import { existsSync } from 'node:fs'

try {
  if (existsSync(new URL('prepare.mjs', import.meta.url))) {
    const { prepare } = await import('./prepare.mjs')
    await prepare('build')
  }
  process.setSourceMapsEnabled(true)
  await import('../dist/scripts/cli.js')
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
