import { type Agent, type Site, tokenOf } from '../site.ts'

/** Uploads a project as the page does, without waiting for it. @returns the address of the page that tells of it */
export async function upload(
  agent: Agent,
  file: Buffer,
  title: string,
  name = 'cranes.qdpx',
): Promise<string> {
  const token = await tokenOf(agent, '/desk/import/project')
  const sent = await agent
    .post('/desk/import/project')
    .field('_csrf', token)
    .field('title', title)
    .field('choice', 'named')
    .field('basis', 'They signed a form.')
    .attach('project', file, name)
  if (!sent.headers.location) throw new Error(sent.text)
  return sent.headers.location
}

/** The same, until it is done. */
export async function bring(site: Site, agent: Agent, file: Buffer, title: string): Promise<string> {
  const address = await upload(agent, file, title)
  await site.runner.idle()
  return address
}
