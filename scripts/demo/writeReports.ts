import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../../analysis/index.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import { exportReport } from '../../server/reports/export/exportReport.ts'
import { formats } from '../../server/reports/export/formats.ts'
import { findReport } from '../../server/reports/store.ts'
import { readSidecar } from '../../server/reports/verification/readSidecar.ts'
import { type Verification, verifyReport } from '../../server/reports/verification/verifyReport.ts'
import type { Demo } from './load.ts'

export type WrittenFile = { format: string; file: string; bytes: number }
/** The files of one report, with what verifying its Markdown file against the data says. */
export type WrittenReports = { files: WrittenFile[]; verification: Verification }

/**
 * Writes the demo's report in every format that the desk exports, and checks what was written.
 *
 * @returns what stands in the way where the report may not be exported, as after an edit of the demo
 */
export async function writeReports(
  { consultation, report }: Demo,
  folder: string,
): Promise<WrittenReports | { problems: Problem[] }> {
  const [found, recommendation] = await Promise.all([
    findConsultation(consultation),
    findReport(consultation, report),
  ])
  if (!found || !recommendation) throw new Error('writeReports: the demo was not loaded')
  const exported = await exportReport(found, recommendation)
  if (!exported.ok) return { problems: exported.problems }
  await mkdir(folder, { recursive: true })
  const files: WrittenFile[] = []
  const written = new Map<string, string>()
  for (const [format, { name, file, write }] of Object.entries(formats)) {
    const content = await write(recommendation, exported)
    const target = path.join(folder, file(recommendation))
    await writeFile(target, content)
    written.set(format, content.toString())
    files.push({ format: name, file: target, bytes: Buffer.byteLength(content) })
  }
  const key = readSidecar(written.get('sidecar') ?? '')
  if (!key.ok) throw new Error('writeReports: the private key that was written cannot be read')
  return { files, verification: await verifyReport(written.get('markdown') ?? '', key.value) }
}
