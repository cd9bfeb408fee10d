import { type Codebook, codebookAt, type StoredTheme } from '../../codebook/store.ts'
import { sourcesOf } from '../../codebook/versions/changes.ts'
import { differs } from '../../codebook/versions/putBack.ts'
import { rulesCompared, textsCompared } from '../../codebook/versions/wordByWord.ts'
import { withoutGone } from '../../codebook/withoutGone.ts'
import { NotFound } from '../../errors.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'

/** A theme as an older version had it, and the theme that is in use now. */
export type OlderTheme = { version: number; old: StoredTheme; now: StoredTheme }

/** @throws NotFound when there is no such version, or the theme is not in both */
export async function olderTheme(codebook: Codebook, version: number, theme: string): Promise<OlderTheme> {
  const older = await codebookAt(codebook.consultation, version)
  const old = older?.themes.find(({ id }) => id === theme)
  const now = codebook.themes.find(({ id, archived }) => id === theme && !archived)
  if (!old || !now)
    throw new NotFound(
      'There are no words to put back at this address: the theme is not in use, or that version had none of it.',
    )
  const gone = await goneWordsOf(codebook.consultation)
  return { version, old: withoutGone(old, gone), now }
}

/** What putting a theme's older words back would change of it, word by word. */
export function putBackPage({ version, old, now }: OlderTheme, entered: Record<string, unknown>) {
  return {
    version,
    theme: { id: now.id, name: now.name },
    texts: textsCompared(now, old),
    rules: rulesCompared(sourcesOf(now), sourcesOf(old)),
    isSame: !differs(now, old, true),
    saysOther: differs(now, old, false),
    takesRules: entered.rules === undefined || entered.rules === 'yes',
    meaning: entered.meaning,
  }
}
