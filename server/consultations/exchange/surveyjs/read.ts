import type { Problem } from '../../../../analysis/index.ts'
import { assemble } from '../assemble.ts'
import { surveyjs } from '../expressions/dialects.ts'
import { type Imported, type Part, type RawPage, type RawQuestion, Unreadable } from '../imported.ts'
import { plainLine, plainWords } from '../plainWords.ts'
import { type Element, isElement, listIn, textIn } from './element.ts'
import { inLanguage, languagesIn } from './localised.ts'
import { questionOf } from './question.ts'

/** How deep panels may stand in one another. */
const deepest = 20

/** Settings of a whole survey that say nothing of its questions. */
const passedOver =
  /^(title|description|pages|elements|questions|logo|width|locale|show|progress|question|complete|start|page|required|check|max|text|clear|focus|header|navigate|first|goNext|fit|allow|lazy|cookie|send|store|auto|theme|calculatedValues|triggers)/

/**
 * The questionnaire of a SurveyJS survey: its panels are taken apart, each question with the conditions around it.
 * @throws Unreadable where it has no list of questions
 *
 * @param other a language of the file beside its own, whose words are marked
 */
export function readSurveyjs(survey: unknown, other?: string): Imported {
  const json = other === undefined ? survey : inLanguage(survey, other)
  if (!isElement(json)) throw new Unreadable('Is no SurveyJS survey: it should be an object with “pages”.')
  const losses: Problem[] = []
  const loose = [...listIn(json, 'elements'), ...listIn(json, 'questions')]
  const given = json.pages === undefined ? [{ name: '', elements: loose }] : listIn(json, 'pages')
  if (given.length === 0 || (json.pages === undefined && loose.length === 0))
    throw new Unreadable('Is no SurveyJS survey: it has no “pages” and no “elements”.')
  const title = plainLine(textIn(json, 'title'))
  for (const setting of ['calculatedValues', 'triggers'])
    if (listIn(json, setting).length > 0)
      losses.push({ place: setting, message: `“${setting}” are not known here, and were left out.` })
  for (const setting of Object.keys(json))
    if (!passedOver.test(setting))
      losses.push({ place: setting, message: `“${setting}” is not known here, and was left out.` })
  const raw = given.flatMap((page, n): RawPage[] => {
    if (!isElement(page)) return []
    const name = textIn(page, 'name')
    const place = `page ${n + 1}`
    const intro = plainWords(textIn(page, 'description'))
    return [
      {
        place,
        name,
        title: plainLine(textIn(page, 'title')) || (given.length === 1 && title) || name || `Page ${n + 1}`,
        ...(intro ? { intro } : {}),
        when: conditionIn(page),
        questions: questionsIn(page, place, [], losses, 0),
      },
    ]
  })
  const { pages, losses: more } = assemble(raw, surveyjs)
  return { format: 'surveyjs', title, pages, losses: [...losses, ...more], others: languagesIn(json) }
}

function conditionIn(element: Element): string[] {
  const visibleIf = textIn(element, 'visibleIf').trim()
  return visibleIf === '' ? [] : [visibleIf]
}

function questionsIn(
  parent: Element,
  place: string,
  around: string[],
  losses: Problem[],
  depth: number,
): RawQuestion[] {
  return [...listIn(parent, 'elements'), ...listIn(parent, 'questions')].flatMap((element): RawQuestion[] => {
    if (!isElement(element)) return []
    const name = textIn(element, 'name')
    const here = `${place}, “${name.slice(0, 80)}”`
    const when = [...around, ...conditionIn(element)]
    const lose = (message: string) => losses.push({ place: here, message })
    if (element.visible === false && conditionIn(element).length === 0) {
      lose('It is hidden there, and was left out.')
      return []
    }
    if (element.type === 'panel') {
      if (depth >= deepest) {
        lose('Panels stand too deep in one another; this one was left out.')
        return []
      }
      const heading = plainLine(textIn(element, 'title'))
      const statement = heading && name ? [statementOf(name, heading, element, here, when)] : []
      return [...statement, ...questionsIn(element, place, when, losses, depth + 1)]
    }
    const question = questionOf(element, lose)
    if (!question) return []
    const rows = question.type === 'matrix' ? question.rows : []
    const parts = rows.map(({ id }): [string, Part] => [`${name}.${id}`, { row: id }])
    return [{ place: here, question, when, parts: Object.fromEntries(parts) }]
  })
}

/** The heading of a panel, which stands before its questions. */
function statementOf(
  name: string,
  heading: string,
  element: Element,
  place: string,
  when: string[],
): RawQuestion {
  const text = plainWords(textIn(element, 'description')).split('\n').filter(Boolean)
  return { place, question: { id: name, type: 'statement', label: heading, required: false, text }, when }
}
