import type { Command } from './command.ts'

export const erasures: Command = {
  name: 'erasures',
  summary: 'writes which responses were erased, by ids alone, for a later restore',
  about:
    'Writes the ids of all responses that were erased, of the site of the settings (DATA_DIR or MONGODB_URI), into a file\n' +
    'that holds no word and no name, beside a running server as well. Give it to soundings restore with --erasures: what\n' +
    'a backup from before has of them is then erased again. A file that is there keeps what it says, and gains the rest.',
  operands: [{ name: 'FILE', about: 'the file to write' }],
  options: {},
  example: 'soundings erasures /mnt/backups/erasures.jsonl',
  run: async given => {
    const { writeErasures } = await import('../writeErasures.ts')
    const [file = ''] = given.operands
    return writeErasures({ file, json: given.flag('json') })
  },
}
