import { randomUUID } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { pinoHttp } from 'pino-http'

export type Log = Logger

/** One line of JSON an event, on stderr: stdout is for what a person asked to see. */
export function createLog(level: string): Log {
  return pino({ level }, pino.destination(2))
}

/** Logs each request by id, method, address and outcome: no body, no query, and no private link. */
export function requestLog(log: Log) {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'debug'),
    serializers: {
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
