import type { Problem } from '../../../analysis/index.ts'
import { soundXml } from '../../files/soundXml.ts'
import type { ReadCodebook } from './readCodebook.ts'
import type { CodebookFormat } from './writeCodebook.ts'

/** What of a codebook `writeCodebook` cannot put into a file of that format, by theme. */
export function conversionLosses(
  { themes, examples }: Pick<ReadCodebook, 'themes' | 'examples'>,
  format: CodebookFormat,
): Problem[] {
  return themes.flatMap(theme => {
    const place = `theme “${theme.name}”`
    const own = examples.get(theme.id) ?? []
    const losses: Problem[] = []
    if (own.length > 0 && (format === 'csv' || format === 'xlsx'))
      losses.push({
        place,
        message: `Its examples (${own.length}) were left out: ${format.toUpperCase()} has no place for them.`,
      })
    const { name, definition, include, exclude, rules } = theme
    const texts = [name, definition, include, exclude, ...rules.map(({ source }) => source)]
    if (format === 'qdc') texts.push(...own)
    if ((format === 'xlsx' || format === 'qdc') && texts.some(text => soundXml(text) !== text))
      losses.push({
        place,
        message: `Has control characters, which ${format.toUpperCase()} cannot hold; they became “\ufffd”.`,
      })
    return losses
  })
}
