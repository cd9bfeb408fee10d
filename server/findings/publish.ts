import { tellingChanges } from '../../analysis/application.ts'
import type { Problem } from '../../analysis/index.ts'
import type { GroupedCount } from './counts/groups.ts'
import { changeFinding, type Finding, findFinding, type PublishedTables } from './store.ts'

/** What a published report said of a finding, and the tables by group that it printed. */
export type PublishedFinding = Pick<Finding, '_id' | 'statement' | 'text' | 'themes' | 'match' | 'scope'> & {
  tables: GroupedCount[]
}

/** What the tables would tell of single respondents beside those that were published before. */
export function toldByDifference(before: PublishedTables | undefined, tables: GroupedCount[]): Problem[] {
  return tables.flatMap(({ by, table }) => {
    const was = before?.tables.find(each => each.by === by)
    const [told] = was ? tellingChanges(was.table, table) : []
    return told
      ? [
          {
            place: 'groups',
            message: `By ${by}: ${told.message} since it was published. Readers could tell who that is. Publish it again once more have answered`,
          },
        ]
      : []
  })
}

/**
 * Marks a finding as published, as a report that has appeared said it, and keeps the tables that were printed. One
 * that is no longer ready, or says something else by now, stays what it is. Safe to repeat.
 */
export async function markPublished(
  consultation: string,
  published: PublishedFinding,
  at: Date,
): Promise<void> {
  for (;;) {
    const finding = await findFinding(consultation, published._id)
    if (!finding) return
    const isReady = finding.state === 'ready' && saysTheSame(finding, published)
    const tables = withTables(finding.published, published.tables, at)
    if (!isReady && !tables) return
    const change = { ...(isReady && { state: 'published' as const }), ...(tables && { published: tables }) }
    if (await changeFinding(finding, change)) return
  }
}

/** The tables that were published last by each group; undefined where these are none, or older than what is kept. */
function withTables(
  before: PublishedTables | undefined,
  tables: GroupedCount[],
  at: Date,
): PublishedTables | undefined {
  if (tables.length === 0 || (before && before.at >= at)) return undefined
  const kept = before?.tables.filter(({ by }) => !tables.some(table => table.by === by)) ?? []
  return { at, tables: [...kept, ...tables] }
}

function saysTheSame(finding: Finding, { statement, text, themes, match, scope }: PublishedFinding): boolean {
  const claim = [finding.statement, finding.text, finding.themes, finding.match, finding.scope]
  return JSON.stringify(claim) === JSON.stringify([statement, text, themes, match, scope])
}
