import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Logger, pino } from 'pino'
import { pinoHttp } from 'pino-http'

export type Log = Logger

/** One line of JSON an event, on stderr: stdout is for what a person asked to see. */
export function createLog(level: string): Log {
  return logInto(level, pino.destination(2))
}

/** The same into another stream. */
export function logInto(level: string, stream: pino.DestinationStream): Log {
  return pino({ level, serializers: { err: withoutWords } }, stream)
}

/** An id as proxies give one: nothing that somebody could have written. */
const givenId = /^[A-Za-z0-9-]{16,64}$/

/**
 * Logs each request by id, method, address and outcome: no body, no query, and no private link. The answer tells the id
 * in a header.
 * @param behindProxy takes the id that a proxy in front gave, so that its log and this one tell of the same
 */
export function requestLog(log: Log, behindProxy: boolean) {
  return pinoHttp({
    logger: log,
    genReqId(req: IncomingMessage, res: ServerResponse) {
      const given = behindProxy ? String(req.headers['x-request-id'] ?? '') : ''
      const id = givenId.test(given) ? given : randomUUID()
      res.setHeader('X-Request-Id', id)
      return id
    },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'debug'),
    serializers: {
      err: withoutWords,
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: withoutSecrets(req.url),
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  })
}

/** A path without its query and with private tokens blotted out. */
export function withoutSecrets(url: string): string {
  return (url.split('?', 1)[0] ?? '').replace(
    /\/(answer|receipt|first-owner|preview|approve|quoted|mail|revise|own|invited|join|new-password)\/[^/]+/g,
    '/$1/…',
  )
}

/** What may be told of an error. */
type Told = { type: string; code?: string | number; message: string; stack: string[]; cause?: Told }

/**
 * An error without what people wrote: libraries put values into their messages, in quotation marks or braces, and
 * everything that hangs on an error may hold more. What is left is where it happened, and of what kind it is.
 */
export function withoutWords(error: unknown): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] }
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return {
    type: error.constructor.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    message: plainMessage(error.message),
    stack: (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)),
    ...(cause instanceof Error && { cause: withoutWords(cause) }),
  }
}

/** A message up to the first value in it, and without addresses. */
function plainMessage(message: string): string {
  return message
    .replace(/["'`“‘{[<][\s\S]*$/, '…')
    .replace(/\S+@\S+/g, '…')
    .slice(0, 200)
}
