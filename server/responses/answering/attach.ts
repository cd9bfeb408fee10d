import { countWords, storedForm } from '../../../analysis/index.ts'
import { extractDocument } from '../../files/extract/extractDocument.ts'
import { say } from '../../http/languages/say.ts'
import type { DraftFile, RefusedFile } from '../draftStore.ts'
import { saveFile } from '../fileStore.ts'
import type { Upload } from './readUploads.ts'
import { faultSaid } from './unstorable.ts'

/** A file that is kept with what could be read of it, or why it was not taken. */
export type Attached = { ok: true; file: DraftFile } | { ok: false; refused: RefusedFile }

/** Reads a file's words and keeps both; one that is sound but has no words (a scan) is kept with a notice. */
export function attach(draft: string, upload: Upload): Promise<Attached> {
  return attachBy(upload, text => saveFile(draft, { ...upload, text }))
}

/** The same, with the file and its words kept by `keep`, which gives an id. */
export async function attachBy(
  { name, bytes }: Upload,
  keep: (text: string) => Promise<string>,
): Promise<Attached> {
  const read = await extractDocument({ name, bytes })
  if (!read.ok && !read.problem.keep) return { ok: false, refused: { name, message: read.problem.message } }
  const stored = storedForm(read.ok ? read.text : '')
  if (!stored.ok) {
    const message = say(
      'The words of “{{name}}” cannot be kept. {{problem}} Then save the file and choose it again.',
      { name, problem: faultSaid(stored.fault) },
    )
    return { ok: false, refused: { name, message } }
  }
  const file = await keep(stored.text)
  const notice = read.ok ? {} : { notice: read.problem.message }
  return { ok: true, file: { file, name, bytes: bytes.length, words: countWords(stored.text), ...notice } }
}
