import type { Problem } from '../../../analysis/index.ts'
import { record } from '../../accounts/auditStore.ts'
import { change } from '../building/change.ts'
import { languageNamed } from '../languages/languages.ts'
import { textsOf } from '../languages/texts.ts'
import { type Translation, translationsIn, withTranslations } from '../languages/translations.ts'
import { changeSettings, changesOf } from '../running/settingsStore.ts'
import type { Consultation } from '../store.ts'
import { changesIn, type Entered, printOfTexts } from './entered.ts'
import { ownPath, type Part, type Translating, translationsOf } from './parts.ts'

/** `saved` counts the translations that changed. */
export type Saved = { ok: true; saved: number } | { ok: false; problems: Problem[] }

const overtaken: Problem = {
  place: '',
  message:
    'Someone else changed these texts or their translations while you did. What you entered is kept below: look through it, and save again to put it in place of theirs',
}

/**
 * Keeps what was entered of one part. Of a page of questions it can be undone, as other changes of them can.
 *
 * @param seen the print of what the form showed
 */
export async function savePart(
  translating: Translating,
  part: Part,
  tag: string,
  { entered, seen }: { entered: Entered[]; seen: string },
  account: string,
): Promise<Saved> {
  const before = translationsOf(translating, part, tag)
  const { changed, problems } = changesIn(part.texts, before, entered)
  if (printOfTexts(part.texts, before) !== seen) return { ok: false, problems: [overtaken, ...problems] }
  if (problems.length > 0) return { ok: false, problems }
  if (changed.length === 0) return { ok: true, saved: 0 }
  const { consultation } = translating
  if (part.path === ownPath) return saveOwn(consultation, tag, changed, account)
  const what = `translated the page “${part.title}” into ${languageNamed(tag)}`
  const kept = await change(consultation, account, (pages, building) => {
    const now = textsOf(pages.filter(page => `pages/${page.id}` === part.path))
    if (printOfTexts(now, translationsIn(building.translations, tag)) !== seen)
      return { ok: false, problems: [overtaken] }
    return { ok: true, pages, translations: withTranslations(building.translations, tag, changed), what }
  })
  return kept.ok ? { ok: true, saved: changed.length } : kept
}

/** Puts these translations of a consultation’s own words in place of those of their keys. */
export async function saveOwn(
  consultation: Consultation,
  tag: string,
  changed: Translation[],
  account: string,
): Promise<Saved> {
  const translations = withTranslations(consultation.translations, tag, changed)
  if (!(await changeSettings(consultation._id, changesOf(consultation), { translations })))
    return { ok: false, problems: [overtaken] }
  await record(
    account,
    `translated the consultation’s own words into ${languageNamed(tag)}`,
    consultation._id,
  )
  return { ok: true, saved: changed.length }
}
