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
    const { include: shown = [], exclude: not = [] } = examples.get(theme.id) ?? {}
    const losses: Problem[] = []
    const { name, definition, include, exclude, rules } = theme
    const texts = [name, definition, include, exclude, ...rules.map(({ source }) => source), ...shown, ...not]
    if ((format === 'xlsx' || format === 'qdc') && texts.some(text => soundXml(text) !== text))
      losses.push({
        place,
        message: `Has control characters, which ${format.toUpperCase()} cannot hold; they became “\ufffd”.`,
      })
    return losses
  })
}
