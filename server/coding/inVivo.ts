import type { Problem, Span } from '../../analysis/index.ts'
import { addInVivoTheme, nameFrom } from '../codebook/inVivo.ts'
import type { StoredTheme } from '../codebook/store.ts'
import { newId } from '../database/ids.ts'
import { choiceFor, saysWithheld } from '../responses/permissions/permission.ts'
import { asksApproval } from '../responses/response.ts'
import { codePassage, type Passage } from './decide.ts'
import type { CodingRecord } from './record.ts'

/** The theme that a passage was coded with, and whether it was made of its words; or what is wrong with these. */
export type Named = { ok: true; theme: StoredTheme; isNew: boolean } | { ok: false; problem: Problem }

/** Makes a theme of a passage’s words and codes the passage with it, as one act; a theme of that name is used as it is. */
export async function codeInVivo(
  record: CodingRecord,
  coder: string,
  passage: Omit<Passage, 'theme'>,
): Promise<Named> {
  const text = record.texts.find(({ _id }) => _id === passage.text)
  const refuse = (message: string): Named => ({ ok: false, problem: { place: 'sentence', message } })
  if (!text)
    throw new Error(`codeInVivo: response ${record.response._id} has no current text ${passage.text}`)
  if (!mayName(record, text.question, passage))
    return refuse(
      'A theme’s name is printed in reports, and this respondent does not let these words be quoted just so. Choose a theme, or name one in words of your own',
    )
  const name = nameFrom(nameOf(text.text, passage.span))
  if (name === undefined)
    return refuse('These words are no name for a theme: select up to 100 characters, with a word among them')
  const action = newId()
  const made = await addInVivoTheme(record.consultation, coder, {
    ...{ id: newId(), name, text: passage.text, action },
  })
  const codebook = {
    ...record.codebook,
    themes: [...record.codebook.themes.filter(({ id }) => id !== made.theme.id), made.theme],
  }
  await codePassage({ ...record, codebook }, coder, { ...passage, theme: made.theme.id }, action)
  return { ok: true, ...made }
}

/** The words in one line, without the marks round them. */
export function nameOf(text: string, { start, end }: Span): string {
  const words = text.slice(start, end).replace(/\s+/g, ' ')
  return words.replace(/^[\s\p{P}]+(?=[\p{L}\p{N}])/u, '').replace(/(?<=[\p{L}\p{N}])[\s\p{P}]+$/u, '')
}

/** Whether words may stand in print by themselves, without their respondent being asked again. */
function mayName(
  { response }: CodingRecord,
  question: string,
  { text, span }: Pick<Passage, 'text' | 'span'>,
): boolean {
  return (
    choiceFor(response, question) !== 'none' &&
    !asksApproval(response) &&
    !saysWithheld(response, { text, ...span })
  )
}
