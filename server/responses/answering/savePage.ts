import type { Page } from '../../consultations/questions.ts'
import { TooLarge } from '../../errors.ts'
import { currentLanguage } from '../../http/languages/current.ts'
import { say } from '../../http/languages/say.ts'
import { changeDraft, type Draft, type DraftChange } from '../draftStore.ts'
import { removeFile } from '../fileStore.ts'
import { type Attached, attach } from './attach.ts'
import { enteredIn } from './entered.ts'
import { type Form, textIn } from './form.ts'
import type { Upload } from './readUploads.ts'

/** Characters of all answers of one draft together: what one document of the database can surely hold. */
const longestDraft = 4_000_000

/** Where what is entered is kept: for respondents, in their draft. */
export type Keeping = {
  change(id: string, change: DraftChange): Promise<boolean>
  attach(id: string, upload: Upload): Promise<Attached>
  removeFile(file: string): Promise<void>
}
export const inDraft: Keeping = { change: changeDraft, attach, removeFile }

/**
 * Keeps what was entered on one page, valid or not, and its files. `remove` in the form names a question whose
 * file is taken away; a file that is chosen stands for the one before it, unless it cannot be taken.
 *
 * @param asked ids of the questions that the page asks of this respondent
 *
 * @returns the draft as it is now, or undefined when it was sent meanwhile: then nothing was changed
 * @throws Invalid for a forged form; TooLarge when the answers are more than a draft can hold
 */
export async function savePage(
  draft: Draft,
  page: Page,
  form: Form,
  uploads: Map<string, Upload>,
  asked: Set<string>,
  keeping = inDraft,
): Promise<Draft | undefined> {
  const values = enteredIn(page, form, asked)
  refuseTooLong({ ...draft.values, ...values })
  const { files, refused } = await fileChanges(draft, page, textIn(form, 'remove'), uploads, keeping)

  const language = currentLanguage()
  const kept = await keeping.change(draft._id, { values, files, refused, visited: page.id, language })
  const changed = Object.keys(files)
  const unnamed = kept
    ? changed.map(question => draft.files[question])
    : changed.map(question => files[question])
  const standing = draft.revises?.files ?? []
  for (const file of unnamed) if (file && !standing.includes(file.file)) await keeping.removeFile(file.file)
  if (!kept) return undefined
  return {
    ...draft,
    values: { ...draft.values, ...values },
    files: withChanges(draft.files, files),
    refused: withChanges(draft.refused, refused),
    visited: [...new Set([...draft.visited, page.id])],
  }
}

type FileChanges = Required<Pick<DraftChange, 'files' | 'refused'>>

async function fileChanges(
  draft: Draft,
  page: Page,
  remove: string | undefined,
  uploads: Map<string, Upload>,
  keeping: Keeping,
) {
  const changes: FileChanges = { files: {}, refused: {} }
  for (const { id, type } of page.questions) {
    if (type !== 'file') continue
    const upload = uploads.get(id)
    const attached = upload && (await keeping.attach(draft._id, upload))
    if (attached?.ok) changes.files[id] = attached.file
    else if (remove === id && !attached) changes.files[id] = null
    changes.refused[id] = attached && !attached.ok ? attached.refused : null
  }
  return changes
}

function withChanges<T>(before: Record<string, T>, changes: Record<string, T | null>): Record<string, T> {
  const after = new Map(Object.entries(before))
  for (const [question, value] of Object.entries(changes)) {
    if (value === null) after.delete(question)
    else after.set(question, value)
  }
  return Object.fromEntries(after)
}

/** @throws TooLarge when answers together are more than a draft can hold */
export function refuseTooLong(values: Draft['values']): void {
  const length = Object.values(values).reduce((sum, value) => sum + value.length, 0)
  if (length > longestDraft)
    throw new TooLarge(
      say(
        'Your answers together are longer than this site can take. Nothing of this page was kept: go back, shorten it, or send a part of it as a file.',
      ),
    )
}
