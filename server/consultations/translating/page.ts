import type { Entry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { isLanguage, missingTexts } from '../../http/languages/files.ts'
import { addressOf } from '../building/load.ts'
import { knownTags, languageNamed, languagesOf } from '../languages/languages.ts'
import type { Gap } from '../languages/translations.ts'
import { changesOf } from '../running/settingsStore.ts'
import { printOfTexts, short } from './entered.ts'
import { enteredIn, fieldName, rightName } from './forms.ts'
import { gapsOf, type Part, type Translating, translatedTags, translationsOf } from './parts.ts'

/** How many gaps are listed one by one. */
const mostListed = 200
/** The most texts of one form: a form has a field for each, and some more. */
const mostFields = 450

export function languagesAt(consultation: { _id: string }): string {
  return `${addressOf(consultation)}/languages`
}

/** The languages of a consultation, and what each lacks. */
export function languagesPage(translating: Translating, mayBuild: boolean) {
  const { consultation, building } = translating
  const [first] = languagesOf(consultation)
  const tags = translatedTags(translating)
  return {
    title: 'Languages',
    first: languageNamed(first),
    seen: changesOf(consultation),
    labels: {
      add: { text: 'Language' },
      first: { text: 'The texts are written in' },
      firstHint: { text: 'It is what respondents see first. Changing it translates nothing.' },
    },
    undo: building.before.length > 0 ? `${addressOf(consultation)}#list` : undefined,
    mayAdd: mayBuild && knownTags.some(tag => tag !== first && !languagesOf(consultation).includes(tag)),
    addable: knownTags
      .filter(tag => !languagesOf(consultation).includes(tag))
      .map(tag => ({ value: tag, text: languageNamed(tag) })),
    firstChoices: knownTags.map(tag => ({ value: tag, text: languageNamed(tag), selected: tag === first })),
    languages: tags.map(tag => languageView(translating, tag)),
  }
}

function languageView(translating: Translating, tag: string) {
  const { consultation } = translating
  const at = `${languagesAt(consultation)}/${tag}`
  const found = gapsOf(translating, tag)
  const texts = found.reduce((sum, { part }) => sum + part.texts.length, 0)
  const gaps = found.flatMap(({ part, gaps }) => gaps.map(gap => gapView(gap, part, at)))
  const interfaceGaps = isLanguage(tag) ? missingTexts(tag) : undefined
  return {
    tag,
    name: languageNamed(tag),
    texts,
    missing: gaps.filter(({ isOld }) => !isOld).length,
    outdated: gaps.filter(({ isOld }) => isOld).length,
    isAsked: languagesOf(consultation).includes(tag),
    isShown: isLanguage(tag),
    preview: `${addressOf(consultation)}/preview?lang=${tag}`,
    at,
    parts: found.map(({ part, gaps }) => ({
      title: part.title,
      href: `${at}/${part.path}`,
      texts: part.texts.length,
      gaps: gaps.length,
    })),
    gaps: gaps.slice(0, mostListed),
    more: Math.max(0, gaps.length - mostListed),
    interfaceGaps: interfaceGaps?.length ? interfaceGaps : undefined,
    interfaceCount: interfaceGaps?.length,
  }
}

function gapView(gap: Gap, part: Part, at: string) {
  return {
    href: `${at}/${part.path}#${fieldName(part.texts.findIndex(({ key }) => key === gap.key))}`,
    what: gap.what,
    text: short(gap.text),
    isOld: gap.why === 'outdated',
    was: gap.why === 'outdated' ? short(gap.translation.of) : undefined,
  }
}

/** The form of one part: each text beside a field for its translation. */
export function partPage(translating: Translating, part: Part, tag: string, entry: Entry | undefined) {
  const [first] = languagesOf(translating.consultation)
  const translations = translationsOf(translating, part, tag)
  const known = new Map(translations.map(translation => [translation.key, translation]))
  const entered = new Map(entry ? enteredIn(entry.values).entered.map(each => [each.key, each]) : [])
  return {
    title: `${part.title}: ${languageNamed(tag)}`,
    languages: languagesAt(translating.consultation),
    into: languageNamed(tag),
    first: { tag: first, name: languageNamed(first) },
    tag,
    tooMany: part.texts.length > mostFields,
    seen: printOfTexts(part.texts, translations),
    keys: JSON.stringify(part.texts.map(({ key }) => key)),
    problems: entry?.problems,
    fields: part.texts.map(({ key, text, what }, at) => {
      const translation = known.get(key)
      const given = entered.get(key)
      return {
        id: fieldName(at),
        right: rightName(at),
        what,
        lines: text.split('\n').filter(line => line.trim() !== ''),
        value: given?.text ?? translation?.text ?? '',
        rows: Math.min(12, Math.max(1, Math.ceil(text.length / 60), text.split('\n').length)),
        was: translation && translation.of !== text ? translation.of : undefined,
        isRight: given?.isRight === true,
        message: problemAt(entry?.problems, given?.place ?? ''),
      }
    }),
  }
}
