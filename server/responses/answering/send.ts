import { changeDraft } from '../draftStore.ts'
import type { Response } from '../store.ts'
import { submit } from '../submit.ts'
import { type Answering, addressOf, declarationPage } from './answering.ts'
import { pageProblems } from './checks.ts'
import { declarationIn, declarationProblems } from './declaration.ts'
import type { Form } from './entered.ts'

/** A response that stands, or the page on which something is to be mended first. */
export type Sent = { ok: true; response?: Response } | { ok: false; mendAt: string }

/** Keeps the declaration as it was entered. @returns the draft with it, or undefined when it was sent meanwhile */
export async function saveDeclaration(answering: Answering, form: Form): Promise<Answering | undefined> {
  const declaration = declarationIn(form)
  const kept = await changeDraft(answering.draft._id, { declaration, visited: declarationPage })
  return kept ? { ...answering, draft: { ...answering.draft, declaration } } : undefined
}

/** Keeps the declaration and, where all is in order, sends the response; sent once already, it stands. */
export async function send(answering: Answering, form: Form, now: Date): Promise<Sent> {
  const declared = await saveDeclaration(answering, form)
  if (!declared) return { ok: true }
  if (answering.opening !== 'open') return { ok: false, mendAt: `/answer/${answering.token}` }
  if (declared.questionnaire.pages.some(page => pageProblems(page, declared.draft).length > 0))
    return { ok: false, mendAt: `${addressOf(declared, 'check')}?check` }
  if (declarationProblems(declared).length > 0)
    return { ok: false, mendAt: `${addressOf(declared, declarationPage)}?check` }
  return { ok: true, response: await submit(declared, now) }
}
