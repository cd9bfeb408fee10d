import { createHash } from 'node:crypto'
import type { Page } from '../../consultations/questions.ts'
import { type Answering, addressOf, startOf } from '../answering/answering.ts'
import type { Form } from '../answering/form.ts'
import { askedBy } from '../answering/revealing.ts'
import { refuseTooLong } from '../answering/savePage.ts'
import { type Draft, findDraftById } from '../draftStore.ts'
import { keepingOf } from './keepPage.ts'
import { overtaken } from './overtaken.ts'
import { holdingAddress, holdPage, writerIn } from './people.ts'
import { answerHash, seenIn } from './seen.ts'

/**
 * What was done with what somebody typed: it is saved, with what the form shows from now on; or nothing was changed,
 * since others wrote there too, somebody else has the page, or the response was sent.
 */
export type Typed = { state: 'saved'; seen: string } | { state: 'both' | 'held' | 'sent' }

/**
 * Keeps what is typed on a page before the page is sent, finished or not; its files stay as they are.
 *
 * @throws Invalid for a forged form; TooLarge when the answers are more than a draft can hold
 */
export async function keepTyped(
  answering: Answering,
  page: Page,
  form: Form,
  now = new Date(),
): Promise<Typed> {
  if (answering.sent !== undefined) return { state: 'sent' }
  if (!(await holdPage(answering, page.id, now))) return { state: 'held' }
  const by = writerIn(answering)
  for (let draft: Draft | null = answering.draft; draft && !draft.response; ) {
    const asked = askedBy(form, { ...answering, draft }, page)
    const { both, theirs, arrived } = overtaken(draft, page, form, { asked, files: new Set(), held: false })
    if (both.size > 0) return { state: 'both' }
    const mine = [...arrived].filter(([id]) => !theirs.has(id))
    const values: Draft['values'] = Object.assign({}, ...mine.map(([, entered]) => entered))
    const after = { ...draft, values: { ...draft.values, ...values } }
    refuseTooLong(after.values)
    const seen = seenIn(form)
    const shown = page.questions.map(({ id }) => {
      const hash = theirs.has(id) ? seen?.get(id) : answerHash(id, after)
      return `${id}.${hash}`
    })
    const keeping = keepingOf(draft, page, form, { refused: {}, aside: false, by, at: now })
    if (await keeping.change(draft._id, { values })) return { state: 'saved', seen: shown.join(' ') }
    draft = await findDraftById(draft._id)
  }
  return { state: 'sent' }
}

/**
 * What the scripts of a page need to save what was typed: where, and a name for what they keep on the device, which
 * tells nobody the private link.
 *
 * @param page the page of questions that it is, if it is one
 * @param arrived the opening of a page of questions whose words this page shows: the device need not keep them
 */
export function savingOf(answering: Answering, { page, arrived }: { page?: Page; arrived?: string } = {}) {
  const draft = createHash('sha256').update(`device:${answering.draft._id}`).digest('base64url').slice(0, 16)
  return {
    ...{ answer: startOf(answering), draft, arrived },
    ...(page ? { page: page.id, address: `${addressOf(answering, page.id)}/typed` } : {}),
    ...(page && answering.draft.joint ? { holding: holdingAddress(answering, page) } : {}),
  }
}
