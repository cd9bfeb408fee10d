import type { Problem } from '../../../analysis/index.ts'
import { textsOf, withTexts } from '../languages/texts.ts'
import { type Translation, type Translations, translationsIn } from '../languages/translations.ts'
import type { Page, Question } from '../questions.ts'
import type { Imported } from './imported.ts'

/**
 * A file in several languages is read once for each, by the same code: a text that it has in the language asked for
 * ends in this mark, and any other is that of the file’s own language.
 */
const mark = '\uE000'
/** How many languages of a file are read. */
const mostLanguages = 30

/** A text that stands in the language asked for; nothing stays nothing. */
export function inOther(text: string): string {
  return text.trim() === '' ? '' : `${text}${mark}`
}

/** The text that was marked so; undefined for any other. */
export function unmarked(text: string): string | undefined {
  return text.includes(mark) ? text.replaceAll(mark, '').trim() : undefined
}

/** Pages in another language, in which what is translated is marked: for a format to write as it writes others. */
export function markedPages(pages: readonly Page[], translations: readonly Translation[]): Page[] {
  const known = new Map(translations.map(({ key, text }) => [key, text]))
  return pages.map(page => withTexts(page, ({ key, text }) => inOther(known.get(key) ?? '') || text))
}

/** The languages that pages are translated into, in the order of their tags. */
export function tagsIn(translations: Translations | undefined): string[] {
  return Object.keys(translations ?? {})
    .filter(tag => translationsIn(translations, tag).length > 0)
    .sort()
}

/**
 * The translations of a file, and what of them could not be carried over.
 *
 * @param names of its languages beside its own, as it has them
 * @param readIn reads the file, marking what stands in the language of this name
 */
export function translationsOf(
  pages: Page[],
  names: string[],
  readIn: (language: string) => Imported,
): { translations: Translations; losses: Problem[] } {
  const translations: Translations = {}
  const losses: Problem[] = []
  for (const name of names.slice(0, mostLanguages)) {
    const tag = tagOf(name)
    const found = tag === undefined ? undefined : translated(pages, readIn(name).pages)
    if (tag === undefined)
      losses.push({
        place: 'all',
        message: `Which language “${name.slice(0, 80)}” is cannot be told, so its words were left out. Write its code there, as in “Welsh (cy)”.`,
      })
    else if (!found)
      losses.push({
        place: 'all',
        message: `The words in “${name.slice(0, 80)}” do not stand beside the same questions, and were left out.`,
      })
    else if (found.length > 0 && !Object.hasOwn(translations, tag)) translations[tag] = found
  }
  if (names.length > mostLanguages)
    losses.push({
      place: 'all',
      message: `It has ${names.length} languages more, of which ${mostLanguages} were read.`,
    })
  return { translations, losses }
}

/** What is marked of the other pages, as translations; undefined where they do not ask the same. */
function translated(base: Page[], other: Page[]): Translation[] | undefined {
  const aligned = alignedWith(base, other)
  if (!aligned) return undefined
  const texts = new Map(textsOf(aligned).map(({ key, text }) => [key, text]))
  const statements = new Set(
    aligned
      .flatMap(page => page.questions)
      .filter(
        question => question.type === 'statement' && [question.label, ...question.text].join().includes(mark),
      )
      .flatMap(({ id }) => [`question.${id}.label`, `question.${id}.text`]),
  )
  return textsOf(base).flatMap(({ key, text: of }) => {
    const given = texts.get(key) ?? ''
    // A statement is one text there: a part that reads as before was not translated.
    const isPart = statements.has(key) && given.replaceAll(mark, '').trim() !== of
    const text = isPart ? given.replaceAll(mark, '').trim() : statements.has(key) ? '' : unmarked(given)
    return text ? [{ key, text, of }] : []
  })
}

/** The other pages with the ids of the base, which some formats make of words; undefined where they are not the same. */
function alignedWith(base: Page[], other: Page[]): Page[] | undefined {
  if (base.length !== other.length) return undefined
  const pages: Page[] = []
  for (const [at, page] of base.entries()) {
    const same = other[at]
    if (!same || same.questions.length !== page.questions.length) return undefined
    const questions = page.questions.map((question, place) => questionWith(question, same.questions[place]))
    if (questions.includes(undefined)) return undefined
    pages.push({ ...same, id: page.id, questions: questions.filter(question => question !== undefined) })
  }
  return pages
}

function questionWith(base: Question, other: Question | undefined): Question | undefined {
  if (!other || other.type !== base.type) return undefined
  const same = { ...other, id: base.id }
  if ('options' in same && 'options' in base) {
    if (same.options.length !== base.options.length) return undefined
    same.options = same.options.map((option, at) => ({
      ...option,
      value: base.options[at]?.value ?? option.value,
    }))
  }
  if (same.type === 'matrix' && base.type === 'matrix') {
    if (same.rows.length !== base.rows.length) return undefined
    same.rows = same.rows.map((row, at) => ({ ...row, id: base.rows[at]?.id ?? row.id }))
  }
  return same
}

const names = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'none' })

/** Whether this is the tag of a language, such as `cy` or `pt-BR`. */
export function isTag(text: string): boolean {
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i.test(text) && names.of(text.split('-')[0] ?? '') !== undefined
}

/** The tag of a language that a file names “Welsh (cy)”, “cy” or “Welsh”; undefined where none can be told. */
export function tagOf(name: string): string | undefined {
  const plain = name.trim()
  const code = /\(([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\)\s*$/i.exec(plain)?.[1] ?? plain.replaceAll('_', '-')
  if (isTag(code)) return Intl.getCanonicalLocales(code)[0]
  return codesByName().get(plain.toLowerCase())
}

let codes: Map<string, string> | undefined

/** Languages of two letters by their English names in small letters. */
function codesByName(): Map<string, string> {
  if (codes) return codes
  codes = new Map()
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(97 + n))
  for (const code of letters.flatMap(first => letters.map(second => first + second))) {
    const name = names.of(code)?.toLowerCase()
    if (name && !codes.has(name)) codes.set(name, code)
  }
  return codes
}
