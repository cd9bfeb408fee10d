import type { Condition } from '../../conditions.ts'
import type { Page, Question } from '../../questions.ts'
import { writeCondition } from '../expressions/write.ts'
import { plainPipes } from '../pipes.ts'
import { surveyjsConditions } from './conditions.ts'

type Json = Record<string, unknown>

/** A SurveyJS survey of these pages, as JSON, which `readSurveyjs` reads back with the same ids. */
export function writeSurveyjs(title: string, pages: Page[]): string {
  const questions = new Map(pages.flatMap(page => page.questions).map(question => [question.id, question]))
  const when = (condition: Condition | undefined): Json => {
    const visibleIf = condition && writeCondition(condition, surveyjsConditions, questions)
    return visibleIf === undefined ? {} : { visibleIf }
  }
  const survey = {
    title,
    pages: pages.map(page => ({
      name: page.id,
      title: words(page.title),
      ...(page.intro ? { description: words(page.intro) } : {}),
      ...when(page.when),
      elements: page.questions.map(question => ({
        ...elementOf(question),
        ...when(question.when),
      })),
    })),
  }
  return `${JSON.stringify(survey, null, 2)}\n`
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
