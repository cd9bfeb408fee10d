import { inOrder } from '../../codebook/hierarchy.ts'
import type { StoredTheme } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { notPrintable } from '../../findings/notPrintable.ts'
import type { Entry } from '../../http/entry.ts'
import { reportHtml } from '../export/html.ts'
import type { Material } from '../material.ts'
import { kindNames, type Report } from '../store.ts'
import { writeReport } from '../template/write.ts'
import { draftSection } from './section.ts'

type Asked = { findings: string[]; report: string }

/** The page where a section is drafted: what it may be of, the draft as it comes out and as its source, and where it goes. */
export function draftPage(
  asked: Asked,
  { material, themes, reports }: { material: Material; themes: StoredTheme[]; reports: Report[] },
  consultation: Pick<Consultation, '_id'>,
  entry: Entry | undefined,
) {
  const chosen = asked.findings.filter(key => material.findings.has(key))
  const values: Record<string, unknown> = entry?.values ?? {}
  const section = typeof values.section === 'string' ? values.section : draftSection(chosen, material)
  const into = values.into ?? asked.report
  const ticked = (field: string, value: string) => [values[field]].flat().includes(value)
  return {
    problems: entry?.problems,
    report: asked.report,
    findingChoices: [...material.findings.values()].map(({ finding: { key, statement } }) => ({
      value: key,
      label: statement,
      chosen: chosen.includes(key),
    })),
    themeChoices: inOrder(themes).map(({ id, name, depth }) => ({
      value: id,
      label: `${'– '.repeat(depth)}${name}`,
      chosen: ticked('themes', id),
    })),
    matchChoices: [
      { value: 'any', label: 'any of these themes', chosen: values.match !== 'all' },
      { value: 'all', label: 'all of these themes, each of them', chosen: values.match === 'all' },
    ],
    draft:
      chosen.length === 0
        ? undefined
        : {
            section,
            findings: chosen,
            ...drafted(section, material),
            waiting: waiting(chosen, material, consultation),
          },
    reportChoices: reports.map(report => ({
      value: report._id,
      label: `${kindNames[report.kind]} ${report.number}: ${report.title}`,
      chosen: report._id === into,
    })),
  }
}

/** A section as it comes out once its findings are ready, and what is left to do in it. */
function drafted(section: string, material: Material) {
  const findings = new Map(
    Array.from(material.findings, ([key, found]) => [
      key,
      {
        ...found,
        finding: { ...found.finding, state: 'ready' as const },
        opposing: { ...found.opposing, unseen: 0 },
      },
    ]),
  )
  const report = { number: 1, title: '', subtitle: '', template: section }
  const written = writeReport(report, { ...material, findings })
  return {
    preview: reportHtml(written, 2),
    left: [...new Set(written.problems.map(({ message }) => message))],
  }
}

/** The findings that a report would wait for, and why. */
function waiting(keys: string[], material: Material, { _id }: Pick<Consultation, '_id'>) {
  return keys.flatMap(key => {
    const found = material.findings.get(key)
    const why = found && notPrintable(found)
    return why
      ? [{ statement: found.finding.statement, why, href: `/desk/${_id}/findings/${found.finding._id}` }]
      : []
  })
}
