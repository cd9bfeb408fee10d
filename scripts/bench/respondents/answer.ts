import { Agent, request } from 'node:http'
import { currentVersion } from '../../../server/consultations/consentWording.ts'
import { pagesOf } from './fourPages.ts'
import type { Measured } from './measured.ts'

const declaration = {
  ...{ capacity: 'personal', choice: 'unnamed', name: '', agree: 'yes', website: '' },
  wording: currentVersion,
}
/** No request of the bench takes longer, in milliseconds: it ends by itself. */
const longestWait = 60_000

type Reply = { status: number; location: string; body: string }

/**
 * Has respondents answer, each of a number of its own, so many at once and each on a connection that is kept: they
 * begin, open the first page, send four pages and the declaration.
 *
 * @returns how long each request took, in milliseconds
 * @throws Error where a request leads elsewhere than the pages do
 */
export async function answerAll(
  { url, start }: Measured,
  respondents: number[],
  atOnce: number,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const took: number[] = []
  const ask = async (method: string, path: string, fields?: Record<string, string>) => {
    const began = performance.now()
    const reply = await send(agent, method, url + path, fields && new URLSearchParams(fields).toString())
    took.push(performance.now() - began)
    return reply
  }
  const waiting = respondents.values()
  const oneAfterAnother = async () => {
    for (const respondent of waiting) await answer(ask, start, respondent)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, oneAfterAnother))
  } finally {
    agent.destroy()
  }
  return took
}

async function answer(
  ask: (method: string, path: string, fields?: Record<string, string>) => Promise<Reply>,
  start: string,
  respondent: number,
): Promise<void> {
  const { location: first } = await ask('POST', start, {})
  const [, token] = /^\/answer\/([^/]+)\//.exec(first) ?? []
  const { body } = await ask('GET', first)
  const [, _csrf] = /name="_csrf" value="([^"]+)"/.exec(body) ?? []
  if (!token || !_csrf) throw new Error(`answer: ${start} led to ${first}, which has no form`)
  for (const { page, fields } of pagesOf(respondent)) {
    const { location } = await ask('POST', `/answer/${token}/${page}`, { _csrf, ...fields })
    if (!location.startsWith(`/answer/${token}/`) || location.includes('?'))
      throw new Error(`answer: the page ${page} led to ${location}`)
  }
  const { location } = await ask('POST', `/answer/${token}/send`, { _csrf, ...declaration })
  if (location !== `/receipt/${token}`) throw new Error(`answer: sending led to ${location}`)
}

function send(agent: Agent, method: string, url: string, form = ''): Promise<Reply> {
  const headers =
    method === 'POST'
      ? {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(form),
        }
      : {}
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers, timeout: longestWait }, response => {
      const parts: Buffer[] = []
      response.on('data', part => parts.push(part))
      response.once('error', reject)
      response.once('end', () => {
        const { statusCode: status = 0, headers } = response
        if (status !== 200 && status !== 303) reject(new Error(`send: ${method} ${url} answered ${status}`))
        resolve({ status, location: headers.location ?? '', body: Buffer.concat(parts).toString() })
      })
    })
    sent.once('timeout', () => sent.destroy(new Error(`send: ${method} ${url} took too long`)))
    sent.once('error', reject)
    sent.end(form)
  })
}
