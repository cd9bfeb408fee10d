import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import { codebookAt, codebookOf, versionsBefore } from '../../codebook/store.ts'
import { type ChangedTheme, changedThemes } from '../../codebook/versions/changes.ts'
import { mayUndo } from '../../codebook/versions/undoVersion.ts'
import { findJob } from '../../jobs/store.ts'
import { type GoneWords, goneWordsOf } from '../../responses/gone/goneWords.ts'
import { countCodingsAt, countCodingsBefore } from '../codingStore.ts'
import { coderNames } from '../pages/names.ts'
import { type RetagSum, sumsOf } from '../retagged/retagStore.ts'
import { type ToldChange, toldChanges } from './told.ts'

const pageSize = 20

/** What a version made of the machine's suggestions, as its entry tells it. */
type RetagView =
  | {
      came: number
      went: number
      stayed: number
      overtaken: boolean
      isSame: boolean
      texts: number
      themes: ThemeCount[]
    }
  | { running: true }
  | { uncounted: true }
type ThemeCount = { name: string; came: number; went: number }

type Look = { name: string; queued: number; waiting: number | undefined; href: string }

/** Every version of a codebook, the newest first: who made it when, what it changed, and what followed from that. */
export async function versionsPage(consultation: string, before: number | undefined) {
  const newest = await codebookOf(consultation)
  const found = await versionsBefore(consultation, before ?? newest.version + 1, pageSize + 1)
  const shown = found.slice(0, pageSize)
  const [sums, nameOf, gone, job] = await Promise.all([
    sumsOf(
      consultation,
      shown.map(({ version }) => version),
    ),
    coderNames(),
    goneWordsOf(consultation),
    findJob('retag', consultation),
  ])
  const isRetagging = job?.state === 'waiting' || job?.state === 'running'
  const versions = await Promise.all(
    shown.map(async (codebook, index) => {
      const { version, at, by, change } = codebook
      const earlier = found[index + 1] ?? (await codebookAt(consultation, version - 1))
      const changed = changedThemes(earlier?.themes ?? [], codebook.themes)
      return {
        ...{ version, at, change: gone.withheld(change) },
        who: by === '' ? 'Soundings' : nameOf(by),
        isNow: version === newest.version,
        changes: withoutGone(toldChanges(changed, namesIn(codebook, earlier)), gone),
        compare: `/desk/${consultation}/codebook-history/compare?from=${version - 1}&to=${version}`,
        retag: retagView(codebook, sums.get(version), isRetagging && version === newest.rulesVersion),
        looks: await looksOf(newest, codebook, changed),
        reshaped: reshapedOf(consultation, changed),
        mayUndo: earlier !== undefined && mayUndo(changed),
      }
    }),
  )
  const last = shown.at(-1)?.version
  return {
    version: newest.version,
    versions,
    older: found.length > pageSize ? `/desk/${consultation}/codebook-history?before=${last}` : '',
    paged: before !== undefined,
  }
}

/** The name of each theme that one of two versions has. */
export function namesIn(...codebooks: (Codebook | undefined)[]): (id: string) => string {
  const themes = codebooks.flatMap(codebook => codebook?.themes ?? [])
  const names = new Map(themes.toReversed().map(({ id, name }) => [id, name]))
  return id => names.get(id) ?? 'a theme that is gone'
}

function withoutGone(changes: ToldChange[], gone: GoneWords): ToldChange[] {
  return changes.map(({ label, items }) => ({ label, items: items.map(item => gone.withheld(item)) }))
}

function retagView(
  { version, rulesVersion, themes }: Codebook,
  sum: RetagSum | undefined,
  running: boolean,
): RetagView | undefined {
  if (version !== rulesVersion) return undefined
  if (!sum) return running ? { running: true } : { uncounted: true }
  const { came, went, stayed = 0, texts } = sum
  const nameOf = new Map(themes.map(({ id, name }) => [id, name]))
  const counts = sum.themes.map(each => ({ ...each, name: nameOf.get(each.theme) ?? 'A theme that is gone' }))
  const overtaken = sum.stayed === undefined
  const isSame = came + went === 0 && !overtaken
  return {
    came,
    went,
    stayed,
    overtaken,
    isSame,
    texts,
    themes: counts.sort((a, b) => a.name.localeCompare(b.name)),
  }
}

/** What was coded before a theme came to mean something else: how much there was, and how much still waits. */
function looksOf(newest: Codebook, { consultation, version, at }: Codebook, changed: ChangedTheme[]) {
  const others = changed.filter(({ changes }) => changes.includes('meaning')).map(({ after }) => after)
  return Promise.all(
    others.map(async ({ id, name }: StoredTheme): Promise<Look> => {
      const now = newest.themes.find(theme => theme.id === id)
      const stands = now?.meaning === version && !now.archived
      const [queued, waiting] = await Promise.all([
        countCodingsAt(consultation, id, at),
        stands ? countCodingsBefore(consultation, id, '', version) : undefined,
      ])
      const href = stands ? `/desk/${consultation}/themes/${id}/second-look` : ''
      return { name, queued, waiting: waiting?.all, href }
    }),
  )
}

/** The pages of the merges and splits that a version is of. */
function reshapedOf(consultation: string, changed: ChangedTheme[]): { href: string; name: string }[] {
  return changed.flatMap(({ before, after, changes }) => {
    const as = changes.includes('split')
      ? after.splitFrom?.as
      : (changes.includes('merged') ? after : before)?.merged?.as
    return as === undefined
      ? []
      : [{ href: `/desk/${consultation}/codebook/reshaped/${as}`, name: after.name }]
  })
}
