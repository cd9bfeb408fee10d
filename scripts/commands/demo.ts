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
    const { loadDemoAlone } = await import('../demo/loadAlone.ts')
    const folder = await loadDemoAlone()
    console.log(
      given.flag('json')
        ? JSON.stringify({ dataFolder: folder })
        : `The demo is in ${folder}. Next: soundings serve`,
    )
    return 0
  },
}
