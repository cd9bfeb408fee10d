import type { Problem } from '../../../analysis/index.ts'
import { record } from '../../accounts/auditStore.ts'
import { Conflict } from '../../errors.ts'
import { followed, type Moved } from '../languages/follow.ts'
import type { Translations } from '../languages/translations.ts'
import type { Page } from '../questions.ts'
import { type Building, buildingOf, keepBuilding } from './store.ts'

/** Characters of a whole questionnaire, as JSON: several of them must fit into one document, to be undone. */
export const longestQuestionnaire = 400_000
/** The same of its translations into all languages. */
export const longestTranslations = 1_000_000

/**
 * What a change makes of the pages and what was done, as “removed the page “About you””, or why it cannot be made.
 * Translations stay as they are where it says nothing of them, but for the ids in `moved`.
 */
export type Edited =
  | { ok: true; pages: Page[]; what: string; translations?: Translations; moved?: Moved[] }
  | { ok: false; problems: Problem[] }

/**
 * Changes what is being built. `edit` is given the pages as they are now, and is asked again where another changed
 * them in between, so it must look at them each time.
 * @throws Conflict when others changed it again and again meanwhile
 */
export async function change(
  consultation: { _id: string; version: number },
  account: string,
  edit: (pages: Page[], building: Building) => Edited,
): Promise<Edited> {
  for (let tries = 0; tries < 5; tries++) {
    const building = await buildingOf(consultation)
    const edited = edit(building.pages, building)
    if (!edited.ok) return edited
    if (JSON.stringify(edited.pages).length > longestQuestionnaire) return { ok: false, problems: [tooLong] }
    const { pages, what, moved = [] } = edited
    const translations = followed(edited.translations ?? building.translations, moved)
    if (JSON.stringify(translations).length > longestTranslations)
      return { ok: false, problems: [tooMuchTranslated] }
    if (await keepBuilding(building, { pages, translations }, { what, account, at: new Date() })) {
      await record(account, `questionnaire: ${what}`.slice(0, 500), consultation._id)
      return edited
    }
  }
  throw new Conflict('Others are changing this questionnaire at this moment. Go back and try again.')
}

const tooLong: Problem = {
  place: '',
  message:
    'The questionnaire is longer than this site can keep. Shorten it, or ask the rest in another consultation',
}

const tooMuchTranslated: Problem = {
  place: '',
  message: 'The translations are longer than this site can keep. Shorten them',
}
