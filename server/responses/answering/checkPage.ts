import { detailLabels } from '../../../analysis/application.ts'
import { personalDetails } from '../../../analysis/index.ts'
import { langOf } from '../../consultations/languages/spoken.ts'
import { allQuestions, isTestimony, type Page, type Question } from '../../consultations/questions.ts'
import { currentLocale } from '../../http/languages/current.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, addressOf, askedOf } from './answering.ts'
import { pageProblems } from './checks.ts'
import { detailOf } from './declaration.ts'
import { kindOf } from './kinds/kindOf.ts'

/** How much of an answer is looked through for what could tell who somebody is, in characters: nobody waits for more. */
const lookedThrough = 20_000

/** All answers in one place, each with a link to change it; `told` lists what must be mended before sending. */
export function checkPage(answering: Answering, told: boolean) {
  const { draft } = answering
  const pages = askedOf(answering)
  const problems = pages.flatMap(page =>
    pageProblems(page, draft).map(problem => ({
      ...problem,
      href: `${addressOf(answering, page.id)}?check&from=check#${problem.place}`,
    })),
  )
  return {
    title: say('Check your answers'),
    back: addressOf(answering, pages.at(-1)?.id ?? ''),
    onward: addressOf(answering, 'declaration'),
    problems: told && problems.length > 0 ? problems : undefined,
    details: pages.flatMap(page => page.questions.flatMap(question => detailsIn(answering, page, question))),
    sections: pages.flatMap(page => {
      const rows = allQuestions({ pages: [page] }).map(question => rowOf(answering, page, question))
      const lang = langOf(answering.lacking, `page.${page.id}.title`)
      return rows.length > 0 ? [{ title: page.title, lang, rows }] : []
    }),
  }
}

function rowOf(answering: Answering, page: Page, question: Question) {
  const answer = kindOf(question).shown(question, answering.draft)
  const lang = langOf(answering.lacking, `question.${question.id}.label`)
  return {
    key: { text: question.label, lang },
    value: {
      text: answer ?? say('Not answered'),
      classes: answer === undefined ? 'quiet' : 'as-written',
      lang: answer === undefined ? undefined : optionsLang(answering, question),
    },
    actions: {
      items: [
        {
          href: `${addressOf(answering, page.id)}?from=check#${firstFieldOf(question)}`,
          text: answer === undefined ? say('Answer') : say('Change'),
          visuallyHiddenText: question.label,
          lang,
        },
      ],
    },
  }
}

/** The language in which the options of a question stand, where none of them is in the language of now. */
function optionsLang({ lacking }: Answering, question: Question): string | undefined {
  if (!('options' in question)) return undefined
  const langs = question.options.map(({ value }) =>
    langOf(lacking, `question.${question.id}.option.${value}`),
  )
  return langs.includes(undefined) ? undefined : langs[0]
}

/** What in a written answer could tell who somebody is, said before anything is sent. */
function detailsIn(answering: Answering, page: Page, question: Question) {
  if (!isTestimony(question) || question.type === 'file') return []
  const answer = (kindOf(question).shown(question, answering.draft) ?? '').slice(0, lookedThrough)
  const own = { name: detailOf(answering, 'name'), organisation: detailOf(answering, 'organisation') }
  const found = personalDetails(answer, own)
  if (found.length === 0) return []
  const shown = found.map(
    ({ kind, start, end }) => `“${answer.slice(start, end)}” (${say(detailLabels[kind])})`,
  )
  return {
    question: question.label,
    found: new Intl.ListFormat(currentLocale()).format(new Set(shown)),
    href: `${addressOf(answering, page.id)}?from=check#${firstFieldOf(question)}`,
  }
}

function firstFieldOf(question: Question): string {
  return kindOf(question).firstField?.(question) ?? question.id
}
