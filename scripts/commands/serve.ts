import { CannotRun } from '../cannotRun.ts'
import type { Command } from './command.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'the web application',
  about:
    'Starts the web application, by the settings in the environment (.env.example explains each). Ctrl-C stops it.\n' +
    'With --workers, so many processes answer requests, and one more has the database and the background work: for\n' +
    'machines of several cores. One that ends is started again.',
  operands: [],
  options: {
    workers: { value: 'N', about: 'how many processes answer requests, 1 to 64 (1)' },
  },
  example: 'PORT=8080 soundings serve',
  run: async given => {
    const workers = Number(given.value('workers') ?? 1)
    if (!Number.isInteger(workers) || workers < 1 || workers > 64)
      throw new CannotRun([
        { place: '--workers', message: `“${given.value('workers')}” is no whole number from 1 to 64.` },
      ])
    const { serve } = await import('../serve.ts')
    return serve(workers)
  },
}
