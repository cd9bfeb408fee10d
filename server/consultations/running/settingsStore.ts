import { type Consultation, Consultations, forgetRecent } from '../store.ts'

/** What an owner says of a consultation, and its hours. */
export type Settings = Pick<
  Consultation,
  'title' | 'asker' | 'why' | 'howUsed' | 'contact' | 'opensAt' | 'closesAt' | 'zone' | 'graceMinutes'
>

/** Adds a consultation that asks nothing yet; false where another has its address. */
export async function addUnpublished(id: string, settings: Settings, createdAt: Date): Promise<boolean> {
  return Consultations.create({ _id: id, ...settings, kind: 'open', version: 0, createdAt }).then(
    () => true,
    error => {
      if ((error as { code?: unknown }).code === 11000) return false
      throw error
    },
  )
}

/** How often the settings of a consultation were changed. */
export function changesOf({ changes = 0 }: Pick<Consultation, 'changes'>): number {
  return changes
}

/**
 * Changes the settings that somebody saw; false where another changed some since. An undefined value takes a setting
 * away.
 *
 * @param seen how often they had been changed then
 */
export async function changeSettings(
  id: string,
  seen: number,
  change: Partial<Settings & Pick<Consultation, 'access' | 'languages' | 'translations'>>,
): Promise<boolean> {
  const entries = Object.entries(change)
  const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  const unset = Object.fromEntries(
    entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1]),
  )
  const result = await Consultations.updateOne(
    { _id: id, kind: 'open', ...(seen === 0 ? { changes: { $in: [null, 0] } } : { changes: seen }) },
    {
      $set: set,
      ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
      $inc: { changes: 1 },
    } as object,
  )
  forgetRecent(id)
  return result.matchedCount === 1
}

/** Says for how many days after the close what was not sent is kept. */
export async function changeDraftDays(id: string, draftDays: number): Promise<void> {
  await Consultations.updateOne({ _id: id }, { $set: { draftDays } })
  forgetRecent(id)
}
