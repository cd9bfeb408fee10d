import { Agent, request } from 'node:http'
import type { Post } from './target.ts'

/** Sends each post once, `atOnce` at a time on kept connections. @throws Error where one leads to no receipt */
export async function sendAll(url: string, posts: Post[], atOnce: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const waiting = posts.values()
  const sender = async () => {
    for (const post of waiting) await send(agent, url, post)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, sender))
  } finally {
    agent.destroy()
  }
}

function send(agent: Agent, url: string, { path, form }: Post): Promise<void> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(form),
  }
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, method: 'POST', headers }, response => {
      const { statusCode, headers } = response
      response.once('error', reject)
      response.once('end', () => {
        if (statusCode === 303 && headers.location?.startsWith('/receipt/')) resolve()
        else reject(new Error(`sendAll: ${path} answered ${statusCode} ${headers.location ?? ''}`))
      })
      response.resume()
    })
    sent.once('error', reject)
    sent.end(form)
  })
}
