import { comparedView } from '../../../analysis/application.ts'
import { kindNames, type Report } from '../store.ts'
import { authorNames } from './authors.ts'
import { type DraftVersion, versionOf, versionsBefore } from './versionStore.ts'

/** Every version of a draft with who made it, and two of them compared: the last two unless others are asked for. */
export async function versionsPage(
  report: Report,
  asked: { from?: number | undefined; to?: number | undefined },
) {
  const [earlier, nameOf] = await Promise.all([versionsBefore(report._id, report.version), authorNames()])
  const to = asked.to ?? report.version
  const from = asked.from ?? earlier.find(({ version }) => version < to)?.version ?? to
  const [before, after] = await Promise.all([versionOf(report, from), versionOf(report, to)])
  const lines = [report, ...earlier]
  return {
    report,
    name: `${kindNames[report.kind]} ${report.number}`,
    ...{ from, to },
    isSingle: lines.length === 1,
    versions: lines.map(({ version, title, changed }) => ({
      version,
      title,
      who: nameOf(changed?.by),
      at: changed?.at,
      isNow: version === report.version,
      isFrom: version === from,
      isTo: version === to,
    })),
    comparison: before && after ? comparisonOf(before, after) : undefined,
    isGone: !before || !after,
  }
}

function comparisonOf(before: DraftVersion, after: DraftVersion) {
  const fields = (
    [
      ['Title', 'title'],
      ['Subtitle', 'subtitle'],
      ['Number', 'number'],
      ['What it asks for', 'actions'],
      ['Of whom it asks that', 'addressee'],
      ['Findings that it rests on', 'findings'],
      ['Evidence that it rests on', 'evidence'],
    ] as const
  ).flatMap(([label, field]) => {
    const pieces = comparedView(wordsOf(before[field]), wordsOf(after[field]))
    return pieces.length > 0 ? [{ label, pieces }] : []
  })
  const template = comparedView(before.template, after.template)
  return { fields, template, isSame: fields.length + template.length === 0 }
}

function wordsOf(said: string | number | string[] | undefined): string {
  return [said ?? ''].flat().join('\n')
}
