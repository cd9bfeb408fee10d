import { randomInt } from 'node:crypto'
import { codebookOf } from '../../codebook/store.ts'
import { newId } from '../../database/ids.ts'
import { askFor } from '../../jobs/store.ts'
import { addAudit } from './auditStore.ts'

/**
 * Asks for a sample of what the machine suggests now. It is drawn in the background: wake the runner.
 *
 * @param size how many passages, half of those with a suggestion and half of those without
 * @param theme the one theme to ask about, or empty for all in use
 * @returns the sample's id
 */
export async function beginAudit(
  consultation: string,
  by: string,
  { size, theme, seed = randomInt(2 ** 31) }: { size: number; theme: string; seed?: number },
): Promise<string> {
  const { themes, version, rulesVersion } = await codebookOf(consultation)
  const used = themes.filter(each => !each.archived).map(each => each.id)
  const _id = newId()
  await addAudit({
    _id,
    consultation,
    themes: used.filter(id => theme === '' || id === theme),
    size,
    seed,
    codebookVersion: version,
    rulesVersion,
    by,
    at: new Date(),
  })
  await askFor('audit', _id)
  return _id
}
