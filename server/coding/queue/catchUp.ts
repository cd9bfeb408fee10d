import { mentionsWithoutFacets } from '../mentionStore.ts'
import { refreshMentions } from '../refreshMentions.ts'

const atOnce = 100
const most = 1000
const done = new Set<string>()

/** Derives mentions anew that were derived before the queue could be narrowed; a page of it does a part where there are many. */
export async function catchUp(consultation: string): Promise<void> {
  for (let caught = 0; !done.has(consultation) && caught < most; caught += atOnce) {
    const respondents = await mentionsWithoutFacets(consultation, atOnce)
    if (respondents.length === 0) done.add(consultation)
    else await refreshMentions(consultation, respondents)
  }
}
