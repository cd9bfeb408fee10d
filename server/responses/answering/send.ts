import { changeDraft } from '../draftStore.ts'
import type { HeldReason } from '../held/held.ts'
import { isUndecided } from '../joint/asidesPage.ts'
import { staleMarks } from '../permissions/stale.ts'
import { revise } from '../revising/revise.ts'
import { submit } from '../submit.ts'
import { type Answering, addressOf, askedOf, receiptOf, startOf } from './answering.ts'
import { pageProblems } from './checks.ts'
import { declarationIn, declarationProblems } from './declaration.ts'
import type { Form } from './form.ts'

/** Keeps the declaration as it was entered. */
export async function saveDeclaration(answering: Answering, form: Form): Promise<void> {
  if (!answering.sent) await changeDraft(answering.draft._id, { declaration: declarationIn(form) })
}

/**
 * Sends the response where all is in order; sent once already, it stands.
 * Where something is to be mended first, or the sending fails, the declaration is kept in the draft.
 *
 * @param signs what makes a response look as if a program had sent it: where there is anything, it is held
 * @returns where the respondent goes next
 */
export async function send(
  answering: Answering,
  form: Form,
  now: Date,
  signs: (answering: Answering) => Promise<HeldReason[]>,
): Promise<string> {
  if (!answering.sent) {
    const declared = { ...answering, draft: { ...answering.draft, declaration: declarationIn(form) } }
    const mendAt = await toMend(declared)
    try {
      if (!mendAt && !(await sendNow(declared, now, signs)))
        return `${addressOf(answering, 'declaration')}?check`
    } catch (error) {
      await saveDeclaration(answering, form)
      throw error
    }
    if (mendAt) {
      await saveDeclaration(answering, form)
      return mendAt
    }
  }
  return receiptOf(answering)
}

/** Sends a draft, or changes of what was sent; false where these were overtaken, and have to be looked at again. */
async function sendNow(
  answering: Answering,
  now: Date,
  signs: (answering: Answering) => Promise<HeldReason[]>,
): Promise<boolean> {
  if (answering.draft.revises) return revise(answering, now)
  await submit(answering, now, await signs(answering))
  return true
}

/** The page on which something is to be mended before a response can be sent. */
export async function toMend(answering: Answering): Promise<string | undefined> {
  const { draft, opening } = answering
  if (opening !== 'open') return startOf(answering)
  if (askedOf(answering).some(page => pageProblems(page, draft).length > 0))
    return `${addressOf(answering, 'check')}?check`
  if (await isUndecided(answering)) return addressOf(answering, 'check')
  return declarationProblems(answering, await staleMarks(answering)).length > 0
    ? `${addressOf(answering, 'declaration')}?check`
    : undefined
}
