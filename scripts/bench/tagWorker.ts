import { compileCodebook, type Tagger, tagAnswer } from '../../analysis/index.ts'
import type { Themes } from './tagging.ts'

export type CountTask = { themes: Themes; texts: string[] }

let tagger: Tagger | undefined

/** Tags in a worker thread, and counts: what a thread gains, without the copying of tags. All tasks share a codebook. */
export default function countTags({ themes, texts }: CountTask): number {
  tagger ??= compileCodebook(themes)
  let tags = 0
  for (const [index, text] of texts.entries()) tags += tagAnswer(tagger, { id: `t${index}`, text }).length
  return tags
}
