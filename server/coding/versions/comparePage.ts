import { type ComparedView, comparedView } from '../../../analysis/application.ts'
import { type Codebook, codebookAt, codebookOf, type StoredTheme } from '../../codebook/store.ts'
import { type ChangedTheme, changedThemes, sourcesOf, wordings } from '../../codebook/versions/changes.ts'
import { withoutGone } from '../../codebook/withoutGone.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { sumsOf } from '../retagged/retagStore.ts'
import { namesIn } from './listPage.ts'
import { toldOf } from './told.ts'

const labels: Record<(typeof wordings)[number], string> = {
  definition: 'Definition',
  include: 'When to use it',
  exclude: 'When not to use it',
}

/** A rule that only one of two versions has, or both. */
type RuleView = { out?: string; in?: string; same?: string }

/** A theme of which two versions say otherwise: in words, and word by word. */
export type ComparedTheme = {
  id: string
  name: string
  says: string[]
  texts: { label: string; pieces: ComparedView[] }[]
  rules: RuleView[]
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

/** The definition, and when to use it and when not, word by word; what is the same in both is left out. */
export function textsCompared(before: StoredTheme | undefined, after: StoredTheme): ComparedTheme['texts'] {
  return wordings.flatMap(wording => {
    const pieces = comparedView(before?.[wording] ?? '', after[wording])
    return pieces.length > 0 ? [{ label: labels[wording], pieces }] : []
  })
}

/** The rules of both; none where they are the same. */
export function rulesCompared(before: string[], after: string[]): RuleView[] {
  if (before.join('\n') === after.join('\n')) return []
  return [
    ...before.filter(rule => !after.includes(rule)).map(rule => ({ out: rule })),
    ...after.map(rule => (before.includes(rule) ? { same: rule } : { in: rule })),
  ]
}
