import type { Command } from './command.ts'

export const keysCheck: Command = {
  name: 'keys check',
  summary: 'opens all that is encrypted in the database, and tells what cannot be',
  about:
    'Opens every name and every attached file that is encrypted in the database of the settings (DATA_DIR or MONGODB_URI),\n' +
    'beside a running server as well, and names by its id each that was changed, moved or encrypted by a key that is not\n' +
    'there. It writes nothing of what it read. Ends with 1 where something cannot be opened.',
  operands: [],
  options: {},
  example: 'soundings keys check',
  run: async given => {
    const { checkKeys } = await import('../keys.ts')
    return checkKeys({ json: given.flag('json') })
  },
}

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'has a new key encrypt the database, while the site is in use',
  about:
    'Makes a new encryption key and wraps the keys in the database by it, which takes a moment, while servers run. The key\n' +
    'before it is kept beside it, in a file whose name ends in .former: it opens backups from before. One that was broken\n' +
    'off goes on where it was. With ENCRYPTION_KEY set, which no command can change, put the new key before the one that\n' +
    'is there, with a comma between, and run this then.',
  operands: [],
  options: {
    data: {
      about:
        'also makes new keys in the database, and has all that is stored be encrypted by them in the background of the site',
    },
  },
  example: 'soundings keys rotate',
  run: async given => {
    const { rotate } = await import('../keys.ts')
    return rotate({ data: given.flag('data'), json: given.flag('json') })
  },
}
