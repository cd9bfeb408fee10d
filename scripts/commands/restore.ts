import { keyFile } from './backup.ts'
import type { Command } from './command.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'puts back all that a backup has, or checks one',
  about:
    'Reads a backup through, says what is in it, and puts all of it into the data folder or the MongoDB of the settings,\n' +
    'or nothing at all. A file that is damaged, cut short or made by a newer release is refused, and a place that is not\n' +
    'empty. A backup of the embedded database goes into a MongoDB as well, and the other way round.',
  operands: [{ name: 'FILE', about: 'a file that soundings backup wrote' }],
  options: {
    'key-file': keyFile,
    check: { about: 'only reads the file through and says what is in it' },
    erasures: {
      value: 'FILE',
      about: 'a list that soundings erasures wrote: what was erased since the backup is erased again',
    },
    replace: { about: 'takes a data folder that is not empty, and keeps what was there beside it' },
  },
  example: 'DATA_DIR=./restored soundings restore /mnt/backups/2026-11-29.backup',
  run: async given => {
    const { restore } = await import('../restore.ts')
    const [file = ''] = given.operands
    return restore({
      file,
      keyFile: given.value('key-file'),
      check: given.flag('check'),
      replace: given.flag('replace'),
      erasures: given.value('erasures'),
      json: given.flag('json'),
    })
  },
}
