import type { Consultation } from '../store.ts'
import type { SourceText } from './texts.ts'
import type { Translation } from './translations.ts'

/** Paragraphs stand in one text, with an empty line between them. */
const between = '\n\n'

const own = [
  ['title', 'Title'],
  ['asker', 'Who asks'],
  ['why', 'Why you are asking'],
  ['howUsed', 'How the words will be used'],
  ['contact', 'Whom to write to'],
] as const

/** Of a page that an owner wrote, such as the privacy notice. */
export function writtenKey(kind: string): string {
  return `written.${kind}`
}

/** The texts of a consultation apart from its questions that are its owner’s own words. */
export function ownTexts(consultation: Pick<Consultation, (typeof own)[number][0]>): SourceText[] {
  return own.flatMap(([name, what]) => {
    const value = consultation[name]
    const text = typeof value === 'string' ? value : value.join(between)
    return text.trim() === '' ? [] : [{ key: `consultation.${name}`, text, what }]
  })
}

/** A consultation with its own words in another language, as far as they are translated. */
export function translatedConsultation(
  consultation: Consultation,
  translations: readonly Translation[],
): Consultation {
  const known = new Map(translations.map(({ key, text }) => [key, text]))
  const changed = own.flatMap(([name]) => {
    const text = known.get(`consultation.${name}`)
    if (text === undefined) return []
    return [[name, typeof consultation[name] === 'string' ? text : text.split(/\n{2,}/)] as const]
  })
  return changed.length === 0 ? consultation : { ...consultation, ...Object.fromEntries(changed) }
}
