import { createHash } from 'node:crypto'
import { countWords } from '../../../analysis/index.ts'
import { countHit } from '../../http/hitStore.ts'
import { placeHash } from '../../http/sharedCount.ts'
import type { Services } from '../../services.ts'
import type { Answering } from '../answering/answering.ts'
import type { Form } from '../answering/form.ts'
import type { HeldReason } from './held.ts'
import { openFor } from './opened.ts'

/** The field that people do not meet: whatever fills it in fills in everything. */
export const trapField = 'website'

/**
 * Milliseconds: nobody goes through the pages of a form in less than this for each, however ready their words are. Only
 * whoever was as fast over the whole, and over the last page too, is taken for a program.
 */
const leastPerPage = 2_000

/** The same words from one place: held when they come more often than this within so many milliseconds. */
const mostAlike = 5
const alikeWithin = 10 * 60_000
/** Fewer words than this are often the same by themselves. */
const tellingWords = 20

/** A response that is about to be sent: its form, and the address that it comes from. */
export type Sending = { answering: Answering; form: Form; place: string; now: Date }

/**
 * What makes a response look as if a program had sent it; mostly nothing. Nobody is turned away for it. Whoever was
 * invited by name is known, and not looked at.
 */
export async function signsOf(
  sending: Sending,
  services: Pick<Services, 'config' | 'log'>,
): Promise<HeldReason[]> {
  const { answering, form } = sending
  if (answering.draft.invitation !== undefined) return []
  const signs: HeldReason[] = []
  if (isTrapped(form)) signs.push('trap')
  if (!services.config.holdByPace) return signs
  if (isTooFast(sending, services.config.sessionSecret)) signs.push('pace')
  if (await isRepeated(sending, services)) signs.push('repeat')
  return signs
}

/**
 * The same of a response that a program of a known maker sent: it met no page, so that only the same words again and
 * again tell of anything.
 */
export async function signsOfProgram(
  sending: Omit<Sending, 'form'>,
  services: Pick<Services, 'config' | 'log'>,
): Promise<HeldReason[]> {
  return services.config.holdByPace && (await isRepeated(sending, services)) ? ['repeat'] : []
}

function isTrapped(form: Form): boolean {
  return Object.hasOwn(form, trapField) && form[trapField] !== ''
}

function isTooFast({ answering: { draft }, form, now }: Sending, secret: string): boolean {
  const forms = draft.visited.length + 1
  return (
    now.getTime() - draft.startedOn.getTime() < forms * leastPerPage &&
    openFor(secret, draft._id, form.opened, now) < leastPerPage
  )
}

/** Whether the same words came from this place again and again. Where that cannot be counted, they did not. */
async function isRepeated(
  { answering: { draft, consultation }, place, now }: Omit<Sending, 'form'>,
  { config, log }: Pick<Services, 'config' | 'log'>,
): Promise<boolean> {
  const words = Object.entries(draft.values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, value]) => value)
    .join('\n')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
  if (countWords(words) < tellingWords) return false
  const hash = createHash('sha256').update(words).digest('base64url')
  try {
    const id = placeHash(config.sessionSecret, `words\u0000${consultation._id}\u0000${hash}`, place)
    return (await countHit(id, now, alikeWithin)).count > mostAlike
  } catch (error) {
    log.error({ err: error }, 'the same words from one place could not be counted')
    return false
  }
}
