import { removeFile } from '../fileStore.ts'
import { standingOrigins } from '../store.ts'
import { removeEntry, type StaffEntry, untouchedEntries } from './entryStore.ts'

const day = 24 * 60 * 60 * 1000
/** For how many days an entry that nobody works on is kept. */
export const entryDays = 60

/** Throws an entry away with its files; those of the response that it was to correct stay. */
export async function discardEntry({ _id, files, copy, corrects }: StaffEntry): Promise<void> {
  await removeEntry(_id)
  const [isEntered] = await standingOrigins([_id])
  if (isEntered) return
  const standing = new Set(corrects?.files)
  const own = [...Object.values(files), ...(copy ? [copy] : [])].map(({ file }) => file)
  for (const file of own) if (!standing.has(file)) await removeFile(file)
}

/** Throws away what nobody worked on for so long. Safe to repeat. */
export async function sweepEntries(now: Date): Promise<void> {
  for (;;) {
    const entries = await untouchedEntries(new Date(now.getTime() - entryDays * day))
    if (entries.length === 0) return
    for (const entry of entries) await discardEntry(entry)
  }
}
