import { themesToRetag } from '../../analysis/index.ts'
import type { StoredTheme } from './store.ts'
import { addVersion, codebookOf } from './store.ts'

/** What an edit makes of the themes as they stand; `undefined` where nothing is to be changed. */
export type Edited = { themes: StoredTheme[]; change: string } | undefined

/**
 * Makes the next version of a codebook by an edit of the one that stands. When someone else was first, the edit
 * is applied to theirs, so that neither is lost.
 *
 * @param edit gets the themes (archived ones too) and the number of the version to come; it may run several times
 * @returns the version that stands now
 */
export async function editCodebook(
  consultation: string,
  by: string,
  edit: (themes: StoredTheme[], version: number) => Edited,
): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const codebook = await codebookOf(consultation)
    const version = codebook.version + 1
    const edited = edit(codebook.themes, version)
    if (!edited) return codebook.version
    const retag = themesToRetag(withRules(codebook.themes), withRules(edited.themes)).length > 0
    const written = await addVersion({
      consultation,
      version,
      rulesVersion: retag ? version : codebook.rulesVersion,
      themes: edited.themes,
      change: edited.change,
      by,
      at: new Date(),
      pending: retag ? ['retag'] : [],
    })
    if (written) return version
  }
  throw new Error(`editCodebook: ${consultation} was changed by others at every attempt`)
}

/** The themes that tags are made for. */
export function withRules(themes: StoredTheme[]): StoredTheme[] {
  return themes.filter(theme => !theme.archived && theme.rules.length > 0)
}
