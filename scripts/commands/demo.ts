import type { Command } from './command.ts'

export const demo: Command = {
  name: 'demo',
  summary: 'loads the demonstration consultation into an empty database',
  about:
    'Writes the demonstration consultation, its responses and its codings into the embedded database (DATA_DIR).\n' +
    'soundings serve does the same by itself, unless DEMO=off. A database that holds anything else is refused.\n' +
    'With --reports it also writes the demo’s report in every format, checks it against the data, and ends with 1\n' +
    'where that fails.',
  operands: [],
  options: {
    reports: { value: 'DIR', about: 'the folder for the report in every format, made where it is not there' },
  },
  example: 'DATA_DIR=./trial soundings demo --reports ./trial/reports',
  run: async given => {
    const { demo } = await import('../demo.ts')
    return demo({ reports: given.value('reports'), json: given.flag('json') })
  },
}
