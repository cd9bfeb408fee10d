import type { Tag } from '../../analysis/index.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { taggingsOf } from '../../server/coding/taggingStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, post } from '../site.ts'

/** The tags of a response, in the order of its answers. */
export async function tagsOf(response: Response): Promise<Tag[]> {
  const ids = currentTexts(response)
  const taggings = await taggingsOf(ids)
  return ids.flatMap(id => taggings.find(tagging => tagging._id === id)?.tags ?? [])
}

/** The tag of a theme. @throws Error when there is none */
export async function tagOf(response: Response, theme: string): Promise<Tag> {
  const tag = (await tagsOf(response)).find(each => each.theme === theme)
  if (!tag) throw new Error(`tagOf: no tag of ${theme}`)
  return tag
}

export function pathOf(response: Response): string {
  return `/desk/${response.consultation}/responses/${response._id}`
}

/** Presses a button of a suggestion. */
export async function decide(agent: Agent, response: Response, tag: Tag, fields: Record<string, unknown>) {
  return post(agent, `${pathOf(response)}/tags/${tag.id}`, { tags: 'show', ...fields })
}

/** The codings of a response that stand, told shortly. */
export async function standing(response: Response) {
  const codings = await codingsOf(response.consultation, { respondent: response._id })
  return codings.map(({ theme, verdict, stance, origin }) => `${theme} ${verdict} ${stance} ${origin}`).sort()
}
