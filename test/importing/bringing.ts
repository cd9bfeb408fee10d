import { type Agent, tokenOf } from '../site.ts'

/**
 * Uploads a table whose columns are an id, a sector and a text, and starts its import, as the pages do.
 * @returns the address of the page that tells how the import goes
 */
export async function bringTable(agent: Agent, bytes: Buffer, title: string): Promise<string> {
  const token = await tokenOf(agent, '/desk/import')
  const sent = await agent
    .post('/desk/import')
    .field('_csrf', token)
    .field('title', title)
    .attach('table', bytes, 'brought.csv')
  const address = sent.headers.location ?? ''
  const columns = { 'use-0': 'id', 'use-1': 'sector', 'use-2': 'text' }
  await agent
    .post(address)
    .type('form')
    .send({
      _csrf: token,
      ...columns,
      choice: 'unnamed',
      basis: 'Published by those who asked',
    })
  return address
}

/** What a page says, without its markup. */
export function shown({ text }: { text: string }): string {
  return text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}
