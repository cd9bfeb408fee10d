import type { Tag } from '../../../analysis/index.ts'
import type { Text } from '../../responses/textStore.ts'
import { countOfLetter, type Mention, type QueueFilter } from '../mentionStore.ts'
import { letterOf } from './letter.ts'

/** A suggestion in the shared words of a letter, as the queue shows it once for all who sent it; undefined for any other. */
export async function letterInQueue(text: Text, tag: Tag, mention: Mention, filter: QueueFilter) {
  if (mention.letter === '') return undefined
  const [letter, waiting] = await Promise.all([
    letterOf(text.consultation, text),
    countOfLetter(text.consultation, mention, filter),
  ])
  if (!letter) return undefined
  const href = `/desk/${text.consultation}/letters/${text._id}`
  const { senders, own, listed } = letter.campaign
  return { href, action: `${href}/tags/${tag.id}`, senders, own, elsewhere: senders - listed, waiting }
}
