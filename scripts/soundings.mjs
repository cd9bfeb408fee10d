#!/usr/bin/env node
/** The `soundings` command: makes the clone ready where it is not, then runs. */
import { prepare } from './prepare.mjs'

try {
  await prepare('build')
  process.setSourceMapsEnabled(true)
  await import('../dist/scripts/cli.js')
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
