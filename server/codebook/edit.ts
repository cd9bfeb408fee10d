import { themesToRetag } from '../../analysis/index.ts'
import { addVersion, type Codebook, codebookOf, type StoredTheme } from './store.ts'

/** What an edit makes of a codebook as it stands; `undefined` where nothing is to be changed. */
export type Edited =
  | ({ change: string; model?: string | undefined } & Partial<Pick<Codebook, 'themes' | 'suggests'>>)
  | undefined

/**
 * Makes the next version of a codebook by an edit of the one that stands. When someone else was first, the edit
 * is applied to theirs, so that neither is lost.
 *
 * @param edit gets the themes (archived ones too), the number of the version to come, and the codebook that stands;
 *   it may run several times
 * @returns the version that stands now
 */
export async function editCodebook(
  consultation: string,
  by: string,
  edit: (themes: StoredTheme[], version: number, codebook: Codebook) => Edited,
): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const codebook = await codebookOf(consultation)
    const version = codebook.version + 1
    const edited = edit(codebook.themes, version, codebook)
    if (!edited) return codebook.version
    const { _id, ...before } = codebook
    const { model = 'model' in edited ? undefined : before.model, ...edits } = edited
    const { model: _model, ...others } = before
    const after: typeof before = { ...others, ...edits, ...(model === undefined ? {} : { model }) }
    const retag = suggestsOtherwise(codebook, after)
    const written = await addVersion({
      ...after,
      version,
      rulesVersion: retag ? version : codebook.rulesVersion,
      by,
      at: new Date(),
      pending: retag ? ['retag'] : [],
    })
    if (written) return version
  }
  throw new Error(`editCodebook: ${consultation} was changed by others at every attempt`)
}

/** What a codebook suggests by. */
type Suggesting = Pick<Codebook, 'themes' | 'suggests' | 'model'>

/** Whether another codebook would suggest otherwise: by other means, other rules, or another model. */
function suggestsOtherwise(before: Suggesting, after: Suggesting): boolean {
  if (before.suggests !== after.suggests) return true
  if (after.suggests === 'nothing') return false
  if (themesToRetag(withRules(before.themes), withRules(after.themes)).length > 0) return true
  return after.suggests === 'learning' && (before.model !== after.model || inUse(before) !== inUse(after))
}

/** The themes that a model may suggest. */
function inUse({ themes }: Suggesting): string {
  return themes
    .filter(theme => !theme.archived)
    .map(theme => theme.id)
    .sort()
    .join(' ')
}

/** The themes that a codebook's rules suggest, if they suggest any. */
export function suggestedByRules({ themes, suggests }: Suggesting): StoredTheme[] {
  return suggests === 'nothing' ? [] : withRules(themes)
}

/** The model that a codebook also suggests by, where it suggests by what was learned. */
export function modelInUse({ suggests, model }: Suggesting): string | undefined {
  return suggests === 'learning' ? model : undefined
}

/** The themes that tags are made for. */
function withRules(themes: StoredTheme[]): StoredTheme[] {
  return themes.filter(theme => !theme.archived && theme.rules.length > 0)
}
