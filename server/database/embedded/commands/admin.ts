import { randomUUID } from 'node:crypto'
import { arch, cpus, hostname, platform, totalmem } from 'node:os'
import { Binary, Double } from 'bson'
import { MongoError, unsupported } from '../errors.ts'
import { checkCollection } from '../storage/check.ts'
import { documentOf, type Value } from '../values/types.ts'
import {
  type Command,
  type Context,
  collectionName,
  collectionOf,
  type Reply,
  wholeField,
} from './command.ts'
import { factsOf } from './facts.ts'
import { commands } from './table.ts'

function plain(run: (context: Context) => Reply, fields: Command['fields'] = 'any'): Command {
  return { kind: 'read', fields, run }
}

/** Commands that MongoDB's shell and tools ask of a server before their work, and those of its care. */
export const adminCommands: Record<string, Command> = {
  startSession: plain(() => {
    const id = new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)
    return documentOf({ id: { id }, timeoutMinutes: 30 })
  }),
  killSessions: plain(() => new Map()),
  whatsmyuri: plain(({ connectionId }) => documentOf({ you: `127.0.0.1:${connectionId}` })),
  getLog: plain(({ command }) => {
    return command.get('getLog') === '*'
      ? documentOf({ names: ['global', 'startupWarnings'] })
      : documentOf({ totalLinesWritten: 0, log: [] })
  }),
  getCmdLineOpts: plain(() => documentOf({ argv: [], parsed: {} })),
  getParameter: plain(({ command }) => {
    const known: Record<string, Value> = {
      featureCompatibilityVersion: documentOf({ version: '7.0' }),
      authenticationMechanisms: ['SCRAM-SHA-256'],
    }
    const all = command.get('getParameter') === '*'
    const found = Object.entries(known).filter(([name]) => all || command.has(name))
    if (found.length === 0) throw new MongoError('InvalidOptions', 'no option found to get')
    return new Map(found)
  }),
  hostInfo: plain(() =>
    documentOf({
      system: {
        currentTime: new Date(),
        hostname: hostname(),
        cpuArch: arch(),
        numCores: cpus().length,
        memSizeMB: Math.floor(totalmem() / 1_048_576),
      },
      os: { type: platform() },
      extra: {},
    }),
  ),
  /** No operation is profiled: that may be asked, but not changed. */
  profile: plain(({ command }) => {
    const level = wholeField(command, 'profile') ?? -1
    if (level !== -1 && level !== 0) throw unsupported(`profiling at level ${level}`)
    return documentOf({ was: 0, slowms: 100, sampleRate: 1 })
  }),
  currentOp: plain(context => {
    if (context.database !== 'admin')
      throw new MongoError('Unauthorized', 'currentOp may only be run against the admin database.')
    return documentOf({ inprog: factsOf(context, '$cmd', '$currentOp') })
  }),
  listCommands: plain(() => {
    const list = [...commands.keys()].map(name => [name, documentOf({ help: '' })] as const)
    return documentOf({ commands: new Map(list) })
  }),
  validate: {
    kind: 'reader',
    fields: ['full', 'repair', 'metadata', 'checkBSONConformance', 'background'],
    run(context) {
      const collection = collectionOf(context)
      const ns = `${context.database}.${collectionName(context)}`
      if (!collection)
        throw new MongoError('NamespaceNotFound', `Collection '${ns}' does not exist to validate.`)
      const { records, errors } = checkCollection(context.store, collection)
      return documentOf({
        ns,
        nrecords: records,
        nIndexes: collection.indexes.length,
        valid: errors.length === 0,
        warnings: [],
        errors,
      })
    },
  },
  /** Gives the room of what was removed back to the disk; SQLite does so for the whole file. */
  compact: {
    kind: 'write',
    fields: ['force', 'dryRun', 'freeSpaceTargetMB'],
    run(context) {
      const name = collectionName(context)
      if (!collectionOf(context))
        throw new MongoError('NamespaceNotFound', `collection does not exist: ${name}`)
      return documentOf({ bytesFreed: new Double(context.store.compact()) })
    },
  },
}
