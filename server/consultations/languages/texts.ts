import type { Option, Page, Question, Row } from '../questions.ts'

/** A text of a questionnaire that is translated. */
export type SourceText = {
  /** Of the stable ids of what it belongs to, as `question.sector.option.farm`. */
  key: string
  text: string
  /** What it is of its page or question, for whoever translates: “Option”. */
  what: string
}

type Say = (text: SourceText) => string

/** A page with each of its texts as `say` has it. What is empty is not asked for. */
export function withTexts(page: Page, say: Say): Page {
  const at = `page.${page.id}`
  return {
    ...page,
    title: said(say, `${at}.title`, page.title, 'Title of the page'),
    ...(page.intro === undefined
      ? {}
      : { intro: said(say, `${at}.intro`, page.intro, 'Introduction of the page') }),
    questions: page.questions.map(question => questionWithTexts(question, say)),
  }
}

/** Every text of these pages that can be translated, in the order in which it is read. */
export function textsOf(pages: readonly Page[]): SourceText[] {
  const found: SourceText[] = []
  for (const page of pages)
    withTexts(page, text => {
      found.push(text)
      return text.text
    })
  return found
}

function questionWithTexts(question: Question, say: Say): Question {
  const at = `question.${question.id}`
  const of = (part: string, text: string, what: string) => said(say, `${at}.${part}`, text, what)
  const changed: Partial<Record<string, unknown>> = {
    label: of('label', question.label, question.type === 'statement' ? 'Heading' : 'Question'),
  }
  if (question.hint !== undefined) changed.hint = of('hint', question.hint, 'Hint')
  if (question.type === 'number' && question.unit !== undefined)
    changed.unit = of('unit', question.unit, 'Unit')
  if (question.type === 'rating') {
    changed.low = of('low', question.low, 'Words at 1')
    changed.high = of('high', question.high, 'Words at the highest number')
  }
  if (question.type === 'matrix')
    changed.rows = question.rows.map((row): Row => ({ ...row, label: of(`row.${row.id}`, row.label, 'Row') }))
  if ('options' in question)
    changed.options = question.options.map(
      (option): Option => ({ ...option, label: of(`option.${option.value}`, option.label, 'Option') }),
    )
  if (question.type === 'statement')
    changed.text = of('text', question.text.join('\n'), 'Paragraphs, one a line')
      .split('\n')
      .filter(line => line.trim() !== '')
  return { ...question, ...changed } as Question
}

function said(say: Say, key: string, text: string, what: string): string {
  return text.trim() === '' ? text : say({ key, text, what })
}
