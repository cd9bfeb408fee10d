import type { Command } from './command.ts'

export const demo: Command = {
  name: 'demo',
  summary: 'loads the demonstration consultation into an empty database',
  about:
    'Writes the demonstration consultation, its responses and its codings into the embedded database (DATA_DIR).\n' +
    'soundings serve does the same by itself, unless DEMO=off. A database that holds anything else is refused.',
  operands: [],
  options: {},
  example: 'DATA_DIR=./trial soundings demo',
  run: async given => {
    const { demo } = await import('../demo.ts')
    return demo({ json: given.flag('json') })
  },
}
