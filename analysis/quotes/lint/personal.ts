import type { Span, Speaker } from '../../model.ts'
import { detailLabels } from '../../privacy/detail.ts'
import { personalDetails } from '../../privacy/personalDetails.ts'
import { redactionMark } from '../words.ts'

/** What in a passage could tell who wrote it or whom it speaks of; `at` is a span of its words. */
export type Telling = { message: string; at: Span; write: string }

/** Personal details in a passage. One who is quoted by name is named beside it anyway. */
export function personalIn(words: string, speaker: Speaker | undefined): Telling[] {
  const own = speaker && speaker.choice !== 'named' ? speaker : undefined
  return personalDetails(words, own).map(({ kind, start, end }) => {
    const label = detailLabels[kind]
    const article = /^(?:[aeio]|NHS)/.test(label) ? 'an' : 'a'
    const message = `The quote holds “${words.slice(start, end)}”, which looks like ${article} ${label}. Put ${redactionMark(label)} in its place, unless it is to be printed.`
    return { message, at: { start, end }, write: redactionMark(label) }
  })
}
