import type { Agent } from '../site.ts'

/** A file as it came over HTTP. */
export async function bytesOf(agent: Agent, path: string): Promise<Buffer> {
  const { body, status } = await agent
    .get(path)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', part => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })
  if (status !== 200) throw new Error(`bytesOf: ${path} answered ${status}`)
  return body
}
