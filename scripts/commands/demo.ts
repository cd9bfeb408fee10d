import type { Command } from './command.ts'

export const demo: Command = {
  name: 'demo',
  summary: 'loads the demonstration consultation into an empty database',
  about:
    'Writes the demonstration consultation, its responses and its codings. Refuses a database that holds anything.',
  operands: [],
  options: {},
  example: 'soundings demo',
  run: async given => {
    const { demo } = await import('../demo.ts')
    return demo({ json: given.flag('json') })
  },
}
