import { Agent, request } from 'node:http'
import { currentVersion } from '../../../server/consultations/consentWording.ts'
import { pagesOf, paperOf } from './fourPages.ts'
import type { Measured } from './measured.ts'

const declaration = {
  ...{ capacity: 'personal', choice: 'unnamed', name: '', agree: 'yes', website: '' },
  wording: currentVersion,
}
/** No request of the bench takes longer, in milliseconds: it ends by itself. */
const longestWait = 60_000

type Reply = { status: number; location: string; body: string }
type Form = { type: string; body: Buffer }
type Ask = (method: string, path: string, form?: Form) => Promise<Reply>

/** Whether their forms ask for a file, and whether they send at the end or leave a draft. */
export type Manner = { atOnce: number; withFile?: boolean; isSent?: boolean }

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
  { atOnce, withFile = false, isSent = true }: Manner,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const took: number[] = []
  const ask: Ask = async (method, path, form) => {
    const began = performance.now()
    const reply = await send(agent, method, url + path, form)
    took.push(performance.now() - began)
    return reply
  }
  const waiting = respondents.values()
  const oneAfterAnother = async () => {
    for (const respondent of waiting) {
      const { token, _csrf } = await begin(ask, start)
      await sendPages(ask, { token, _csrf, respondent, withFile })
      if (isSent) await sendAll(ask, token, _csrf)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, oneAfterAnother))
  } finally {
    agent.destroy()
  }
  return took
}

async function begin(ask: Ask, start: string): Promise<{ token: string; _csrf: string }> {
  const { location: first } = await ask('POST', start, urlEncoded({}))
  const [, token] = /^\/answer\/([^/]+)\//.exec(first) ?? []
  const { body } = await ask('GET', first)
  const [, _csrf] = /name="_csrf" value="([^"]+)"/.exec(body) ?? []
  if (!token || !_csrf) throw new Error(`begin: ${start} led to ${first}, which has no form`)
  return { token, _csrf }
}

async function sendPages(
  ask: Ask,
  {
    token,
    _csrf,
    respondent,
    withFile,
  }: { token: string; _csrf: string; respondent: number; withFile: boolean },
): Promise<void> {
  for (const { page, fields, files } of pagesOf(respondent, withFile)) {
    const all = { _csrf, ...fields }
    const form = files.length > 0 ? await multipart(all, files, paperOf(respondent)) : urlEncoded(all)
    const { location } = await ask('POST', `/answer/${token}/${page}`, form)
    if (!location.startsWith(`/answer/${token}/`) || location.includes('?'))
      throw new Error(`sendPages: the page ${page} led to ${location}`)
  }
}

async function sendAll(ask: Ask, token: string, _csrf: string): Promise<void> {
  const { location } = await ask('POST', `/answer/${token}/send`, urlEncoded({ _csrf, ...declaration }))
  if (location !== `/receipt/${token}`) throw new Error(`sendAll: sending led to ${location}`)
}

function urlEncoded(fields: Record<string, string>): Form {
  return {
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from(new URLSearchParams(fields).toString()),
  }
}

async function multipart(
  fields: Record<string, string>,
  questions: string[],
  { name, text }: { name: string; text: string },
): Promise<Form> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  for (const question of questions) form.append(question, new Blob([text], { type: 'text/plain' }), name)
  const encoded = new Response(form)
  return {
    type: encoded.headers.get('content-type') ?? '',
    body: Buffer.from(await encoded.arrayBuffer()),
  }
}

function send(agent: Agent, method: string, url: string, form?: Form): Promise<Reply> {
  const headers = form ? { 'content-type': form.type, 'content-length': form.body.length } : {}
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
    sent.end(form?.body)
  })
}
