/** MongoDB's own error codes that have names, as far as this server answers with them. */
export const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  AuthenticationFailed: 18,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  FileStreamFailed: 39,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NoSuchKey: 103,
  DocumentValidationFailure: 121,
  ExceededMemoryLimit: 146,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  InvalidIndexSpecificationOption: 197,
  NotImplemented: 238,
  ConversionFailure: 241,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  NoReplicationEnabled: 76,
  NotAReplicaSet: 123,
  MechanismUnavailable: 334,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  DatabaseDifferCase: 13297,
  OutOfDiskSpace: 14031,
} as const

/** A code without a name of its own is called after its number, as MongoDB does. */
export type CodeName = keyof typeof codes | `Location${number}`

/** A refusal that reaches the client with MongoDB's code and name; `details` are further fields of the reply. */
export class MongoError extends Error {
  readonly code: number
  readonly codeName: string
  readonly details: Record<string, unknown>

  constructor(codeName: CodeName, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'MongoError'
    this.code = codeOf(codeName)
    this.codeName = codeName
    this.details = details
  }
}

function codeOf(codeName: CodeName): number {
  return codes[codeName as keyof typeof codes] ?? Number(codeName.slice('Location'.length))
}

/** What a client asked for is MongoDB's, but not this server's: refused by name. */
export function unsupported(what: string): MongoError {
  return new MongoError(
    'NotImplemented',
    `${what} is not supported by the embedded database; use a MongoDB server`,
  )
}
