import type { Response } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { keptUntil } from '../../consultations/retention/retentionStore.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { openedStamp } from '../held/opened.ts'
import { generalLine } from '../permissions/generalLine.ts'
import { staleMarks } from '../permissions/stale.ts'
import type { Answering } from './answering.ts'
import { declarationIn } from './declaration.ts'
import { declarationView } from './declarationPage.ts'
import { chosenElsewhere, declarationHash } from './declarationSeen.ts'
import type { Form } from './form.ts'

/** What every page of a draft says of itself, and the secret that its stamps are made with. */
type Shell = { frame: object; secret: string }

/**
 * Shows the declaration of a draft.
 *
 * @param seen what its form tells later that it showed, where that is not what the draft has here
 * @param changed what was chosen elsewhere, told in the place of what is to be mended
 */
export async function showDeclaration(
  res: Response,
  answering: Answering,
  { frame, secret }: Shell,
  {
    told = false,
    seen = declarationHash(answering.draft.declaration),
    changed,
  }: { told?: boolean; seen?: string; changed?: Problem[] },
): Promise<void> {
  const style = await styleOf(answering.consultation._id)
  const [others, general] = await Promise.all([staleMarks(answering), generalLine(answering, style)])
  res.render('responses/declaration', {
    ...frame,
    ...declarationView(answering, told, style, { others, general, ...(changed ? { changed } : {}) }),
    seen,
    namesUntil: await keptUntil(answering.consultation),
    opened: openedStamp(secret, answering.draft._id, new Date()),
    // Single answers are for who began it.
    ...(answering.colleague ? { single: undefined } : {}),
  })
}

/**
 * Shows what was chosen elsewhere since a form was opened that says something else, beside all that the form says; to
 * send it again puts that in its place.
 *
 * @returns false where nothing was, so that the form counts
 */
export async function showChosenElsewhere(
  res: Response,
  answering: Answering,
  shell: Shell,
  form: Form,
): Promise<boolean> {
  const { draft, sent, opening } = answering
  const changed = sent || opening !== 'open' ? [] : chosenElsewhere(answering, form)
  if (changed.length === 0) return false
  const typed = { ...draft, declaration: { ...declarationIn(form), agree: '' } }
  const seen = declarationHash(draft.declaration)
  await showDeclaration(res.status(409), { ...answering, draft: typed }, shell, { seen, changed })
  return true
}
