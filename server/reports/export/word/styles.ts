import { AlignmentType, type ILevelsOptions, type IStylesOptions, LevelFormat } from 'docx'

/** Names that the paragraphs call; Word knows Quote by that name, and shows headings in its outline. */
export const kicker = 'Kicker'
export const quotation = 'Quote'
export const listContinued = 'ListContinue'
export const code = 'Code'

const serif = 'Georgia'
const accent = '14505C'

const heading = (size: number, before: number) => ({
  run: { font: serif, size, bold: true, color: '16191A' },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
})

/** How a Word file looks: sizes in half points, distances in twentieths of a point. */
export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: serif, size: 22, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 160, line: 312 } },
    },
    heading1: heading(44, 0),
    heading2: { ...heading(28, 0), run: { font: serif, size: 28, bold: false, color: '4C5356' } },
    heading3: heading(26, 240),
    heading4: heading(24, 240),
    heading5: heading(22, 240),
    hyperlink: { run: { color: accent, underline: { type: 'single' } } },
    footnoteText: { run: { size: 18 }, paragraph: { spacing: { after: 40, line: 252 } } },
  },
  paragraphStyles: [
    {
      ...{ id: kicker, name: 'Kicker', basedOn: 'Normal', next: 'Heading1', quickFormat: true },
      run: { bold: true, size: 18, color: accent, characterSpacing: 20 },
      paragraph: { spacing: { after: 40 }, keepNext: true },
    },
    {
      ...{ id: quotation, name: 'Quote', basedOn: 'Normal', quickFormat: true },
      paragraph: {
        indent: { left: 480, right: 480 },
        border: { left: { style: 'single', size: 18, space: 12, color: accent } },
      },
    },
    {
      ...{ id: listContinued, name: 'List Continue', basedOn: 'Normal' },
      paragraph: { indent: { left: 480 } },
    },
    { id: code, name: 'Code', basedOn: 'Normal', run: { font: 'Consolas', size: 20 } },
  ],
}

const deepest = 8

/** The levels of a list: numbers from `start` on at the first, or bullets where that is null. */
export function listLevels(start: number | null): ILevelsOptions[] {
  return Array.from({ length: deepest + 1 }, (_, level) => ({
    level,
    format: start === null ? LevelFormat.BULLET : LevelFormat.DECIMAL,
    text: start === null ? '•' : `%${level + 1}.`,
    alignment: AlignmentType.LEFT,
    ...(start === null ? {} : { start }),
    style: { paragraph: { indent: { left: 480 * (level + 1), hanging: 360 } } },
  }))
}

/** Lists inside lists beyond this are set as deep as this. */
export function levelOf(depth: number): number {
  return Math.min(depth, deepest)
}
