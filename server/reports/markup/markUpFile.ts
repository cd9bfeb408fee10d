import { Document, Packer, Paragraph } from 'docx'
import { soundXml } from '../../files/soundXml.ts'
import { readDocument } from '../export/document/readDocument.ts'
import { BlockSetter } from '../export/word/blocks.ts'
import { listLevels, styles } from '../export/word/styles.ts'
import { reportNameInSentence } from '../names.ts'
import type { Report } from '../store.ts'
import type { Written } from '../template/write.ts'
import { MarkedRuns } from './markedRuns.ts'
import { markProse } from './prose.ts'

/** By these a copy that comes back says which report it is of, and which version of it went out. */
export const copyOf = { report: 'Soundings report', version: 'Soundings version' } as const

/**
 * A report as a Word file to be marked up: changes are tracked from the start, prose is free and says where it stands
 * in the template, and quotes, numbers, attributions and notes are locked, as is what a loop writes, on a grey ground.
 * It begins with what it is, and what is left out of it.
 *
 * @param leftOut the names of quotes in whose place it has a sign
 */
export function markUpFile(report: Report, written: Written, leftOut: string[]): Promise<Buffer> {
  const { markdown, prose } = markProse(written, report.template)
  const { blocks, notes } = readDocument({ ...written, markdown })
  const runs = new MarkedRuns(report.template, prose)
  const setter = new BlockSetter(inlines => runs.runs(inlines))
  const body = setter.set(blocks)
  const about = asides(report, leftOut, runs.hasLoops).map(
    words => new Paragraph({ children: runs.aside(words) }),
  )
  const children = [...about, ...body]
  const document = new Document({
    title: soundXml(report.title),
    creator: 'Soundings',
    lastModifiedBy: 'Soundings',
    customProperties: [
      { name: copyOf.report, value: report._id },
      { name: copyOf.version, value: String(report.version) },
    ],
    features: { trackRevisions: true },
    styles,
    numbering: {
      config: setter.lists.map((start, i) => ({ reference: `list-${i}`, levels: listLevels(start) })),
    },
    footnotes: Object.fromEntries(
      notes.map((note, i) => [
        i + 1,
        { children: [new Paragraph({ style: 'FootnoteText', children: runs.note(i + 1, note) })] },
      ]),
    ),
    sections: [{ properties: {}, children }],
  })
  return Packer.toBuffer(document)
}

function asides(report: Report, leftOut: string[], hasLoops: boolean): string[] {
  return [
    `A copy of ${reportNameInSentence(report)}, version ${report.version}, to be marked up. What respondents said, numbers, attributions and notes are locked: the software writes them.`,
    ...(hasLoops
      ? [
          'Words on a grey ground, as these, are locked too. A loop of the draft writes them more than once, so that they can be changed in the draft alone: say in a comment what they should be.',
        ]
      : []),
    ...(leftOut.length > 0
      ? [
          `${leftOut.join(', ')} ${leftOut.length === 1 ? 'is' : 'are'} left out, with a sign in the place of each, for want of permission.`,
        ]
      : []),
  ]
}
