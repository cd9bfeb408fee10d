import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isClosed, NotPublic } from './guard.ts'

/** What a try came to: an answer by its status, or why there was none. */
export type Outcome = { is: 'answered'; status: number } | { is: 'refused' | 'failed'; problem: string }

/** How long a try may take altogether, in milliseconds. */
const tryMs = 10_000

/** What it takes to send to an address: which may be sent to, and how its name is resolved. */
export type Way = { toLoopback: boolean; lookup: LookupFunction; timeoutMs?: number }

/**
 * Sends a body to an address, once: no redirect is followed, and of the answer its status alone is read. Never throws
 * for what the receiver does.
 */
export function deliver(
  address: string,
  headers: Record<string, string>,
  body: string,
  { toLoopback, lookup, timeoutMs = tryMs }: Way,
): Promise<Outcome> {
  const url = new URL(address)
  const isPlain = url.protocol === 'http:'
  if ((isPlain && !toLoopback) || isClosed(url, toLoopback))
    return Promise.resolve({ is: 'refused', problem: new NotPublic().message })
  return new Promise(resolve => {
    const signal = AbortSignal.timeout(timeoutMs)
    const request = (isPlain ? requestHttp : requestHttps)(url, {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'Soundings',
        Connection: 'close',
      },
    })
    request.once('response', response => {
      resolve({ is: 'answered', status: response.statusCode ?? 0 })
      response.destroy()
    })
    request.once('error', error => resolve(failed(error, signal.aborted, timeoutMs)))
    request.end(body)
  })
}

function failed(error: Error & { code?: string }, isLate: boolean, timeoutMs: number): Outcome {
  if (error instanceof NotPublic) return { is: 'refused', problem: error.message }
  if (isLate)
    return { is: 'failed', problem: `It did not answer within ${Math.round(timeoutMs / 1000)} seconds.` }
  return { is: 'failed', problem: `It could not be reached (${error.code ?? 'no connection'}).` }
}
