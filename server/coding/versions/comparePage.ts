import { type Codebook, codebookAt, codebookOf } from '../../codebook/store.ts'
import { type ChangedTheme, changedThemes, sourcesOf } from '../../codebook/versions/changes.ts'
import {
  type ComparedRule,
  type ComparedText,
  rulesCompared,
  textsCompared,
} from '../../codebook/versions/wordByWord.ts'
import { withoutGone } from '../../codebook/withoutGone.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { sumsOf } from '../retagged/retagStore.ts'
import { namesIn } from './listPage.ts'
import { toldOf } from './told.ts'

/** A theme of which two versions say otherwise: in words, and word by word. */
export type ComparedTheme = {
  id: string
  name: string
  says: string[]
  texts: ComparedText[]
  rules: ComparedRule[]
  /** Where its words of the first version can be put back. */
  putBack: string
}

/** Two versions of a codebook compared: the last two unless others are asked for. */
export async function comparePage(consultation: string, asked: { from?: number; to?: number }) {
  const newest = await codebookOf(consultation)
  const to = asked.to ?? newest.version
  const from = asked.from ?? Math.max(0, to - 1)
  const numbers = Array.from({ length: Math.min(1000, Math.max(0, to - from)) }, (_, index) => to - index)
  const [before, after, gone, sums] = await Promise.all([
    codebookAt(consultation, from),
    codebookAt(consultation, to),
    goneWordsOf(consultation),
    sumsOf(consultation, numbers),
  ])
  const retagged = [...sums.values()].reduce(
    (sum, { came, went }) => ({ came: sum.came + came, went: sum.went + went }),
    { came: 0, went: 0 },
  )
  const sound = (codebook: Codebook) => codebook.themes.map(theme => withoutGone(theme, gone))
  const themes =
    before && after
      ? changedThemes(sound(before), sound(after)).map(each =>
          comparedTheme(each, newest, from, namesIn(after, before)),
        )
      : []
  return {
    ...{ from, to, themes, retagged: sums.size > 0 ? retagged : undefined },
    isGone: !before || !after,
    version: newest.version,
  }
}

function comparedTheme(
  changed: ChangedTheme,
  newest: Codebook,
  from: number,
  nameOf: (id: string) => string,
): ComparedTheme {
  const { before, after } = changed
  const now = newest.themes.find(({ id }) => id === after.id)
  const hasWords = before && changed.changes.some(change => change === 'described' || change === 'rules')
  return {
    id: after.id,
    name: after.name,
    says: toldOf(changed, nameOf),
    texts: textsCompared(before, after),
    rules: rulesCompared(before ? sourcesOf(before) : [], sourcesOf(after)),
    putBack:
      hasWords && now && !now.archived
        ? `/desk/${newest.consultation}/codebook-history/${from}/themes/${after.id}`
        : '',
  }
}
