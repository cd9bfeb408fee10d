#!/usr/bin/env node
/** The `soundings` command: makes the clone ready where it is not, then runs. */
import { prepare } from './prepare.mjs'

try {
  await prepare('build')
  process.setSourceMapsEnabled(true)
  const { main } = await import('../dist/scripts/commands/main.js')
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
