import { lettersBySenders } from '../../campaigns/campaignStore.ts'
import type { QueueOrder } from '../forms.ts'
import {
  type Mention,
  nextLeastSure,
  nextOfLetters,
  nextWaiting,
  type QueueFilter,
  type Ranked,
} from '../mentionStore.ts'

/** Where in the queue a mention stands: among the letters, which come first, or by itself in the order chosen. */
export type QueuePlace = Ranked & Pick<Mention, 'letter' | 'theme'>

/** The next mention that waits: those in the shared words of letters first, that which most sent first, one for all who sent each. */
export async function nextInQueue(
  consultation: string,
  filter: QueueFilter,
  order: QueueOrder,
  from: QueuePlace | undefined,
  inclusive: boolean,
): Promise<Mention | undefined> {
  if (from?.letter !== '') {
    const letters = await lettersBySenders(consultation)
    const inLetters = await nextOfLetters(consultation, filter, letters, from, inclusive)
    if (inLetters) return inLetters
    return nextInQueue(consultation, filter, order, { _id: '', rank: -1, letter: '', theme: '' }, false)
  }
  return order === 'leastSure'
    ? nextLeastSure(consultation, filter, from, inclusive)
    : nextWaiting(consultation, filter, from._id, inclusive)
}

/** The mention that an address names: its id, after its letter where it stands in one, or its rank where these are gone through by rank. */
export function placeAt(after: string, order: QueueOrder): QueuePlace | undefined {
  if (after === '') return undefined
  const [, letter, inLetter = ''] = /^~(\w+) (.+)$/.exec(after) ?? []
  if (letter) return { _id: inLetter, rank: 0, letter, theme: inLetter.slice(inLetter.indexOf('|') + 1) }
  if (order === 'respondents') return { _id: after, rank: 0, letter: '', theme: '' }
  const [, rank, id] = /^(\S+) (.+)$/.exec(after) ?? []
  return id !== undefined && Number.isFinite(Number(rank))
    ? { _id: id, rank: Number(rank), letter: '', theme: '' }
    : undefined
}

/** The address of a mention, as {@link placeAt} reads it. */
export function placeOf({ _id, rank, letter }: Mention, order: QueueOrder): string {
  if (letter !== '') return `~${letter} ${_id}`
  return order === 'respondents' ? _id : `${rank} ${_id}`
}
