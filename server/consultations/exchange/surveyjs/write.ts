import type { Condition } from '../../conditions.ts'
import { type Translations, translationsIn } from '../../languages/translations.ts'
import type { Page, Question } from '../../questions.ts'
import { writeCondition } from '../expressions/write.ts'
import { markedPages, tagsIn, unmarked } from '../otherLanguages.ts'
import { plainPipes } from '../pipes.ts'
import { surveyjsConditions } from './conditions.ts'

type Json = Record<string, unknown>

/**
 * A SurveyJS survey of these pages, as JSON, which `readSurveyjs` reads back with the same ids and translations.
 *
 * @param language in which the pages are written
 */
export function writeSurveyjs(
  title: string,
  pages: Page[],
  translations?: Translations,
  language = 'en',
): string {
  const survey = tagsIn(translations).reduce<unknown>(
    (written, tag) => withOther(written, pagesOf(markedPages(pages, translationsIn(translations, tag))), tag),
    pagesOf(pages),
  )
  const locale = language === 'en' ? {} : { locale: language }
  return `${JSON.stringify({ title, ...locale, pages: survey }, null, 2)}\n`
}

/** The same, where each text that is marked in `other` stands beside it, as `{ default, cy }`. */
function withOther(written: unknown, other: unknown, tag: string): unknown {
  if (typeof other === 'string') {
    const text = unmarked(other)
    if (text === undefined) return written
    return typeof written === 'string'
      ? { default: written, [tag]: text }
      : { ...(written as Json), [tag]: text }
  }
  if (Array.isArray(written) && Array.isArray(other))
    return written.map((each, at) => withOther(each, other[at], tag))
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written
  const beside = (other ?? {}) as Json
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, withOther(value, beside[name], tag)]),
  )
}

function pagesOf(pages: Page[]): Json[] {
  const questions = new Map(pages.flatMap(page => page.questions).map(question => [question.id, question]))
  const when = (condition: Condition | undefined): Json => {
    const visibleIf = condition && writeCondition(condition, surveyjsConditions, questions)
    return visibleIf === undefined ? {} : { visibleIf }
  }
  return pages.map(page => ({
    name: page.id,
    title: words(page.title),
    ...(page.intro ? { description: words(page.intro) } : {}),
    ...when(page.when),
    elements: page.questions.map(question => ({
      ...elementOf(question),
      ...when(question.when),
    })),
  }))
}

function words(text: string): string {
  return plainPipes(text, id => `{${id}}`)
}

function elementOf(question: Question): Json {
  const { id: name, label, hint, required, about } = question
  const asked = {
    name,
    title: words(label),
    ...(hint ? { description: words(hint) } : {}),
    ...(required ? { isRequired: true } : {}),
    // SurveyJS passes over what it does not know.
    ...(about ? { soundingsAbout: about } : {}),
  }
  const given = (pairs: Json) =>
    Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined))
  switch (question.type) {
    case 'shortText':
      return { type: 'text', ...asked }
    case 'longText':
      return { type: 'comment', ...asked, ...given({ soundingsWordLimit: question.wordLimit }) }
    case 'email':
      return { type: 'text', inputType: 'email', ...asked }
    case 'number':
      return {
        ...{ type: 'text', inputType: 'number', ...asked },
        ...given({ min: question.least, max: question.most, soundingsUnit: question.unit }),
        ...(question.whole ? { step: 1 } : {}),
      }
    case 'date':
      return {
        ...{ type: 'text', inputType: 'date', ...asked },
        ...given({ min: question.earliest, max: question.latest }),
      }
    case 'one':
      return { type: 'radiogroup', ...asked, ...choicesOf(question.options) }
    case 'scale':
      return { type: 'radiogroup', ...asked, soundingsScale: true, ...choicesOf(question.options) }
    case 'dropdown':
      return { type: 'dropdown', ...asked, ...choicesOf(question.options) }
    case 'several':
      return { type: 'checkbox', ...asked, ...choicesOf(question.options) }
    case 'ranking':
      return {
        type: 'ranking',
        ...asked,
        ...choicesOf(question.options),
        ...(question.places ? { maxSelectedChoices: question.places, selectToRankEnabled: true } : {}),
      }
    case 'rating':
      return {
        ...{ type: 'rating', ...asked, rateMin: 1, rateMax: question.most },
        ...{ minRateDescription: question.low, maxRateDescription: question.high },
      }
    case 'matrix':
      return {
        ...{ type: 'matrix', ...asked },
        ...(required ? { eachRowRequired: true } : {}),
        columns: question.options.map(({ value, label }) => ({ value, text: label })),
        rows: question.rows.map(({ id, label }) => ({ value: id, text: label })),
      }
    case 'file':
      return { type: 'file', ...asked }
    case 'statement':
      return {
        type: 'html',
        name,
        html: [
          `<h3>${escaped(words(label))}</h3>`,
          ...question.text.map(text => `<p>${escaped(words(text))}</p>`),
        ].join('\n'),
      }
  }
}

type Options = Extract<Question, { type: 'several' }>['options']

function choicesOf(options: Options): Json {
  return {
    choices: options.map(({ value, label, own, exclusive, printed }) => ({
      ...{ value, text: label },
      ...(own ? { showCommentArea: true } : {}),
      ...(exclusive ? { isExclusive: true } : {}),
      ...(printed === undefined ? {} : { soundingsPrinted: printed }),
    })),
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
