import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { Report } from '../store.ts'
import { exportReport } from './exportReport.ts'
import { formats } from './formats.ts'
import { heldNow } from './heldNow.ts'

type ExportedFile = { ok: true; content: string | Buffer } | { ok: false; problems: Problem[] }

/** Exports a report as a file. A file can take seconds to write, so consent is read once more behind that. */
export async function exportFile(
  consultation: Consultation,
  report: Report,
  name: keyof typeof formats,
): Promise<ExportedFile> {
  const exported = await exportReport(consultation, report)
  if (!exported.ok) return exported
  const content = await formats[name].write(report, exported)
  const { problems } = await heldNow(report._id, exported.written)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, content }
}
