import { main } from './commands/main.ts'

// Whoever read our output has had enough (`| head`), or their terminal is gone: that is no fault, and no reason to stop.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

process.exitCode = await main(process.argv.slice(2))
