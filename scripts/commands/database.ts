import type { Command, Given } from './command.ts'

const besides = 'The application may be running or not.'

function command(
  name: 'copy' | 'dump' | 'load' | 'check',
  rest: Pick<Command, 'summary' | 'about' | 'operands' | 'example'>,
): Command {
  return {
    name: `database ${name}`,
    options: {},
    run: async (given: Given) => {
      const database = await import('../database.ts')
      const [operand = ''] = given.operands
      return database[name](operand, given.flag('json'))
    },
    ...rest,
  }
}

/** What an administrator does with the database itself. */
export const databaseCommands: Command[] = [
  command('copy', {
    summary: 'a copy of the embedded database, in one file',
    about:
      `Writes the embedded database (DATA_DIR) as it was last committed into a new file, and looks the copy through.\n${besides}\n` +
      'To use the copy, put it as soundings.sqlite into a data folder that has none.',
    operands: [{ name: 'FILE', about: 'the file to write, which is not there yet' }],
    example: 'soundings database copy /backups/soundings-monday.sqlite',
  }),
  command('dump', {
    summary: 'the database as files that MongoDB’s mongorestore reads',
    about:
      'Writes every collection, its indexes and its options into FOLDER/soundings, each value with its type, as mongodump\n' +
      `does. ${besides} Of the embedded database the dump is of one moment; of a\n` +
      'MongoDB (MONGODB_URI) each collection is of the moment in which it is read.',
    operands: [{ name: 'FOLDER', about: 'a folder that is empty, or not there yet' }],
    example: 'soundings database dump ./dump && mongorestore --uri mongodb://db.example ./dump',
  }),
  command('load', {
    summary: 'what database dump or mongodump wrote, into an empty database',
    about:
      'Reads a dump into a data folder (DATA_DIR) that has no database yet, all of it or nothing; or into a MongoDB\n' +
      '(MONGODB_URI) whose collections are empty. The application must not be running on it.',
    operands: [
      { name: 'FOLDER', about: 'the folder that was dumped into, or that of the one database in it' },
    ],
    example: 'DATA_DIR=./moved soundings database load ./dump',
  }),
  command('check', {
    summary: 'whether the database is whole, file, documents and indexes',
    about:
      'Looks through the whole file of the embedded database (DATA_DIR) and compares every document with its indexes; of\n' +
      `a MongoDB (MONGODB_URI) it has each collection validated. Changes nothing. ${besides}\n` +
      'Ends with 1 where something is wrong.',
    operands: [],
    example: 'soundings database check',
  }),
]
