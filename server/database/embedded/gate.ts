import { Binary } from 'bson'
import { failure, success } from './commands/reply.ts'
import { MongoError } from './errors.ts'
import { type Credentials, ScramConversation } from './scram.ts'
import { binaryBytes } from './values/binary.ts'
import { type Document, documentOf } from './values/types.ts'

/** What a client may ask before it has said who it is. */
const open = ['hello', 'isMaster', 'ismaster', 'ping', 'buildInfo', 'buildinfo', 'logout']

/**
 * Stands before the engine on one connection of the loopback address, and lets through only those who have proved by
 * SCRAM-SHA-256 that they know the password. After a failed proof the connection is closed.
 */
export class Gate {
  isOpen = false
  private readonly credentials: Credentials
  private conversation: ScramConversation | undefined
  private proved = false

  constructor(credentials: Credentials) {
    this.credentials = credentials
  }

  /** The reply to a command that goes no further; undefined where the engine is to answer it. */
  answer(command: Document): { reply: Buffer; closes: boolean } | undefined {
    const [name = ''] = command.keys()
    try {
      switch (name) {
        case 'saslStart':
          return { reply: success(this.start(command)), closes: false }
        case 'saslContinue':
          return { reply: success(this.proceed(command)), closes: false }
        case 'logout':
          this.isOpen = false
          return { reply: success(new Map()), closes: false }
      }
      if (this.isOpen || open.includes(name)) return undefined
      throw new MongoError('Unauthorized', `Command ${name} requires authentication`)
    } catch (error) {
      const closes = error instanceof MongoError && error.codeName === 'AuthenticationFailed'
      return { reply: failure(error), closes }
    }
  }

  private start(command: Document): Document {
    if (command.get('mechanism') !== 'SCRAM-SHA-256') {
      throw new MongoError(
        'MechanismUnavailable',
        'Received authentication for mechanism that is not enabled: use SCRAM-SHA-256',
      )
    }
    this.isOpen = false
    this.proved = false
    this.conversation = new ScramConversation(this.credentials)
    return stepOf(this.conversation.start(textOf(command)), false)
  }

  /** The proof, and after it an empty message, to which some clients want an answer. */
  private proceed(command: Document): Document {
    if (this.proved) {
      this.isOpen = true
      return stepOf('', true)
    }
    const { conversation } = this
    this.conversation = undefined
    const step = stepOf(conversation?.finish(textOf(command)), false)
    this.proved = true
    this.isOpen = true
    return step
  }
}

function textOf(command: Document): string {
  return binaryBytes(command.get('payload'))?.toString('utf8') ?? ''
}

function stepOf(message: string | undefined, done: boolean): Document {
  if (message === undefined) throw new MongoError('AuthenticationFailed', 'Authentication failed.')
  return documentOf({ conversationId: 1, done, payload: new Binary(Buffer.from(message)) })
}
