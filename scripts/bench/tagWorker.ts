import { workerData } from 'node:worker_threads'
import { compileCodebook, tagAnswer } from '../../analysis/index.ts'
import type { Themes } from './tagging.ts'

const tagger = compileCodebook(workerData as Themes)

/** Tags in a worker thread, and counts: what a thread gains, without the copying of tags. */
export default function countTags(texts: readonly string[]): number {
  let tags = 0
  for (const [index, text] of texts.entries()) tags += tagAnswer(tagger, { id: `t${index}`, text }).length
  return tags
}
