import { documentOf } from '../values/types.ts'
import { maxDocumentBytes, maxMessageBytes } from '../wire/frames.ts'
import type { Command, Context, Reply } from './command.ts'

/** The wire version of MongoDB 7.0, whose answers this server gives as far as it goes. */
const maxWireVersion = 21
export const version = '7.0.0'

/** No `setName`: a standalone, to which drivers send neither transactions nor retryable writes. */
function hello(context: Context): Reply {
  return documentOf({
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: context.connectionId,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
    saslSupportedMechs: context.command.has('saslSupportedMechs') ? ['SCRAM-SHA-256'] : undefined,
  })
}

function buildInfo(): Reply {
  return documentOf({
    version,
    versionArray: [7, 0, 0, 0],
    bits: 64,
    maxBsonObjectSize: maxDocumentBytes,
    modules: [],
    gitVersion: '',
    storageEngines: ['sqlite'],
    javascriptEngine: 'none',
  })
}

function plain(run: (context: Context) => Reply, fields: Command['fields'] = []): Command {
  return { kind: 'read', fields, run }
}

const nothing = (): Reply => new Map()

export const sessionCommands: Record<string, Command> = {
  hello: plain(hello, 'any'),
  isMaster: plain(hello, 'any'),
  ismaster: plain(hello, 'any'),
  ping: plain(nothing),
  buildInfo: plain(buildInfo),
  buildinfo: plain(buildInfo),
  endSessions: plain(nothing),
  refreshSessions: plain(nothing),
  connectionStatus: plain(
    () => documentOf({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
    ['showPrivileges'],
  ),
}
