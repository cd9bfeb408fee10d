import type { Problem } from '../../../analysis/index.ts'
import { change } from '../building/change.ts'
import { languageNamed } from '../languages/languages.ts'
import { textsOf } from '../languages/texts.ts'
import { translationsIn, withTranslations } from '../languages/translations.ts'
import { changesIn } from './entered.ts'
import { ownPath, type Translating } from './parts.ts'
import { saveOwn } from './save.ts'
import { mostFaults, readTranslations } from './table.ts'

/**
 * Takes what is sound of a file that a translator filled in, and tells the faults of the rest by their lines. Of the
 * questions it is one change, which can be undone.
 */
export async function takeTable(
  { originalname, buffer }: { originalname: string; buffer: Buffer },
  translating: Translating,
  tag: string,
  account: string,
): Promise<{ saved: number; faults: Problem[] }> {
  const name = Buffer.from(originalname, 'latin1').toString('utf8').slice(0, 200)
  const { entered, faults } = await readTranslations({ name, content: buffer }, translating, tag)
  const { consultation, parts } = translating
  const own = parts.filter(({ path }) => path === ownPath).flatMap(({ texts }) => texts)
  const ofOwn = changesIn(own, translationsIn(consultation.translations, tag), entered)
  faults.push(...ofOwn.problems)
  let saved = 0
  if (ofOwn.changed.length > 0) {
    const kept = await saveOwn(consultation, tag, ofOwn.changed, account)
    if (kept.ok) saved += kept.saved
    else
      faults.push({
        place: name,
        message: 'Someone else changed the consultation’s own words meanwhile. Bring the file again.',
      })
  }
  const what = `took the translations into ${languageNamed(tag)} from ${name}`
  let found: ReturnType<typeof changesIn> = { changed: [], problems: [] }
  const kept = await change(consultation, account, (pages, building) => {
    found = changesIn(textsOf(pages), translationsIn(building.translations, tag), entered)
    if (found.changed.length === 0) return { ok: false, problems: [] }
    return {
      ok: true,
      pages,
      translations: withTranslations(building.translations, tag, found.changed),
      what,
    }
  })
  if (kept.ok) saved += found.changed.length
  else faults.push(...kept.problems)
  faults.push(...found.problems)
  const told = faults.slice(0, mostFaults).map(({ place, message }) => ({
    place: `texts-${tag}`,
    message: `${name}, ${place}: ${message}`,
  }))
  if (faults.length > mostFaults)
    told.push({
      place: `texts-${tag}`,
      message: `There are ${faults.length - mostFaults} faults more. Mend these first.`,
    })
  return { saved, faults: told }
}
