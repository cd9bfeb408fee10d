import { createHash } from 'node:crypto'
import type { Problem } from '../../../analysis/index.ts'
import type { SourceText } from '../languages/texts.ts'
import type { Translation } from '../languages/translations.ts'
import { pipedIn } from '../piping.ts'

/** Characters of one translation. */
const longestText = 20_000

/** A translation as it was entered; `isRight` says that it fits the text as that reads now, though it was changed. */
export type Entered = { place: string; key: string; text: string; isRight: boolean; of?: string }

/** Texts that stand in one line. */
const oneLine =
  /^(page|consultation)\..*\.?(title|asker)$|^question\.[^.]+\.(label|unit|low|high|(option|row)\..*)$/s

/**
 * The translations that change by what was entered, and what of it cannot be taken. What was left as it stood changes
 * nothing, so that nobody makes a translation of older words one of newer by saving a form.
 */
export function changesIn(
  texts: readonly SourceText[],
  before: readonly Translation[],
  entered: readonly Entered[],
): { changed: Translation[]; problems: Problem[] } {
  const [sources, known] = [
    new Map(texts.map(text => [text.key, text])),
    new Map(before.map(each => [each.key, each])),
  ]
  const changed: Translation[] = []
  const problems: Problem[] = []
  for (const { place, key, isRight, of, ...entry } of entered) {
    const source = sources.get(key)
    if (!source) continue
    const text = soundText(key, entry.text)
    const was = known.get(key)
    const message = whyNot(text, source)
    if (message) problems.push({ place, message })
    else if (text !== (was?.text ?? '') || (was && was.of !== source.text && isRight))
      changed.push({ key, text, of: of ?? source.text })
  }
  return { changed, problems }
}

function soundText(key: string, text: string): string {
  const sound = text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
  return oneLine.test(key) ? sound.replace(/\s+/g, ' ') : sound
}

function whyNot(text: string, source: SourceText): string | undefined {
  if (text.length > longestText)
    return `Shorten the translation of “${short(source.text)}”: it may have at most ${longestText.toLocaleString('en-GB')} characters`
  if (!text.isWellFormed() || text.includes('\0'))
    return `The translation of “${short(source.text)}” holds characters that are no proper Unicode. Type it again`
  const piped = new Set(pipedIn(source.text))
  const foreign = pipedIn(text).find(id => !piped.has(id))
  if (foreign === undefined) return undefined
  const may =
    piped.size > 0 ? `only ${[...piped].map(id => `{{${id}}}`).join(', ')} may stand there` : 'take it out'
  return `The translation of “${short(source.text)}” puts in {{${foreign}}}, which the text does not: ${may}`
}

export function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text
}

/** A short print of texts and their translations: tells whether somebody changed one since a form was shown. */
export function printOfTexts(texts: readonly SourceText[], translations: readonly Translation[]): string {
  const keys = new Set(texts.map(({ key }) => key))
  const shown = [texts, translations.filter(({ key }) => keys.has(key))]
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16)
}
