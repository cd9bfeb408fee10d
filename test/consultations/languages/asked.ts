import mongoose from 'mongoose'
import { textsOf } from '../../../server/consultations/languages/texts.ts'
import type { Translation, Translations } from '../../../server/consultations/languages/translations.ts'
import type { Page } from '../../../server/consultations/questions.ts'
import { askNextVersion, freezeQuestionnaire } from '../../../server/consultations/store.ts'
import { riverPages, unpublished } from '../building/built.ts'

/** The questions of {@link riverPages} in Welsh, but for the hint and one option. */
const welsh: Record<string, string> = {
  'page.about.title': 'Amdanoch chi',
  'question.role.label': 'Beth yw eich rôl?',
  'question.sector.label': 'Ble ydych chi’n gweithio?',
  'question.sector.option.farm': 'Ffermio',
  'page.rivers.title': 'Eich afon',
  'question.state.label': 'Sut mae’n cael ei chadw?',
  'question.why.label': 'Fel {{role}}, pam hynny?',
}

/** These words as translations of the texts of the pages. */
export function wordsFor(pages: Page[], words: Record<string, string>): Translation[] {
  return textsOf(pages).flatMap(({ key, text }) =>
    Object.hasOwn(words, key) ? [{ key, text: words[key] ?? '', of: text }] : [],
  )
}

export const riverWelsh: Translations = { cy: wordsFor(riverPages, welsh) }

const ownWelsh: Translation[] = [
  { key: 'consultation.title', text: 'Sut y cedwir afonydd', of: 'How rivers are kept' },
  { key: 'consultation.why', text: 'I ddysgu sut y cedwir afonydd.', of: 'To learn how rivers are kept.' },
]

/** Adds a consultation that asks {@link riverPages} in these languages; the answer is its id. */
export async function askedIn(
  languages: string[],
  pages: Page[] = riverPages,
  translations: Translations = riverWelsh,
): Promise<string> {
  const _id = await unpublished(pages)
  await mongoose.connection
    .collection<{ _id: string }>('consultations')
    .updateOne({ _id }, { $set: { languages, translations: { cy: ownWelsh } } })
  await freezeQuestionnaire({ consultation: _id, version: 1, pages, translations })
  await askNextVersion({ _id, version: 0 })
  return _id
}
