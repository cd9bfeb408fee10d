import { MongoError } from '../errors.ts'
import { withCollation } from '../values/collation.ts'
import type { Document } from '../values/types.ts'
import { collationOf } from './collationOf.ts'
import { type Command, type Context, checkFields, type Reply } from './command.ts'
import { refusedCommands } from './refused.ts'
import { commands } from './table.ts'

/** The command that a document asks for: its first field is the name. @throws MongoError CommandNotFound */
export function commandFor(document: Document): { name: string; command: Command } {
  const [name = ''] = document.keys()
  const command = commands.get(name)
  if (!command) {
    throw refusedCommands.get(name)?.() ?? new MongoError('CommandNotFound', `no such command: '${name}'`)
  }
  return { name, command: command.instead?.(document) ?? command }
}

/** Checks and runs one command. @throws MongoError, TooMuchWork */
export function execute(context: Context): Reply {
  const { command } = commandFor(context.command)
  return checked(context, () => command.run(context))
}

/** Runs part of what a command does, with its fields checked and by its collation. @throws MongoError */
export function checked<T>(context: Context, run: () => T): T {
  const { name, command } = commandFor(context.command)
  checkFields(name, command, context.request)
  const [target] = context.command.values()
  return withCollation(collationOf(context, target, context.command), run)
}

export function databaseOf(document: Document): string {
  const database = document.get('$db')
  if (typeof database !== 'string') {
    throw new MongoError('Location40414', "BSON field '$db' is missing but a required field")
  }
  return database
}
