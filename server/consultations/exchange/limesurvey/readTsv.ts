import type { Problem } from '../../../../analysis/index.ts'
import { assemble } from '../assemble.ts'
import { limesurvey } from '../expressions/dialects.ts'
import { type Imported, type RawPage, Unreadable } from '../imported.ts'
import { plainLine, plainWords } from '../plainWords.ts'
import { type LimeQuestion, questionsOf, whenOf } from './question.ts'

type Row = { place: string; cell(name: string): string; cells: ReadonlyMap<string, string> }

/**
 * The questionnaire of LimeSurvey’s tab-separated structure: groups become pages.
 * @param given rows of cells with the line of each, the first of which names the columns
 * @throws Unreadable where these are not LimeSurvey’s
 */
export function readLimeTsv(given: { line: number; cells: string[] }[]): Imported {
  const [head, ...body] = given
  const columns = (head?.cells ?? []).map(name => name.trim().toLowerCase())
  if (columns[0] !== 'class' || !columns.includes('name'))
    throw new Unreadable('Is no structure that LimeSurvey wrote: its first line should begin with “class”.')
  const rows = body.map(({ line, cells }): Row => {
    const byName = new Map(columns.map((column, n) => [column, cells[n] ?? '']))
    return { place: `line ${line}`, cells: byName, cell: name => (byName.get(name) ?? '').trim() }
  })
  const losses: Problem[] = []
  const setting = (name: string) =>
    rows.find(row => row.cell('class') === 'S' && row.cell('name') === name)?.cell('text')
  const language =
    setting('language') ?? rows.find(row => row.cell('language') !== '')?.cell('language') ?? ''
  const others = [...new Set(rows.map(row => row.cell('language')))].filter(
    each => each !== '' && each !== language,
  )
  if (others.length > 0)
    losses.push({
      place: 'all',
      message: `Only one language is taken: ${language}. Left out: ${others.join(', ')}.`,
    })
  const own = rows.filter(row => row.cell('language') === language || row.cell('language') === '')
  const title =
    own.find(row => row.cell('class') === 'SL' && row.cell('name') === 'surveyls_title')?.cell('text') ?? ''

  const { pages, losses: more } = assemble(pagesOf(own, losses), limesurvey)
  return { format: 'limesurvey', title: plainLine(title), pages, losses: [...losses, ...more] }
}

function pagesOf(rows: Row[], losses: Problem[]): RawPage[] {
  const pages: RawPage[] = []
  let open: LimeQuestion | undefined
  const close = () => {
    const question = open
    open = undefined
    if (!question) return
    const lose = (message: string) => losses.push({ place: `${question.place}, “${question.code}”`, message })
    pages.at(-1)?.questions.push(...questionsOf(question, lose))
  }
  for (const row of rows) {
    const kind = row.cell('class')
    if (kind === 'SQ' || kind === 'A') {
      const item = { code: row.cell('name'), words: row.cell('text'), scale: row.cell('type/scale') }
      if (kind === 'SQ' && row.cell('relevance') && row.cell('relevance') !== '1')
        losses.push({ place: row.place, message: 'The condition of one line of a question was left out.' })
      if (kind === 'SQ') open?.subquestions.push(item)
      else open?.answers.push(item)
      continue
    }
    close()
    if (kind === 'G') {
      const intro = plainWords(row.cell('text'))
      pages.push({
        place: row.place,
        name: '',
        title: plainLine(row.cell('name')) || 'Questions',
        ...(intro && intro !== row.cell('name') ? { intro } : {}),
        when: whenOf(row.cell('relevance')),
        questions: [],
      })
    } else if (kind === 'Q') {
      if (pages.length === 0)
        pages.push({ place: row.place, name: '', title: 'Questions', when: [], questions: [] })
      open = {
        place: row.place,
        type: row.cell('type/scale'),
        code: row.cell('name'),
        words: row.cell('text'),
        help: row.cell('help'),
        relevance: row.cell('relevance'),
        mandatory: row.cell('mandatory'),
        other: row.cell('other').toUpperCase() === 'Y',
        subquestions: [],
        answers: [],
        attributes: row.cells,
      }
    } else if (!['S', 'SL', 'AS', 'QTA', 'QTAM', 'QTALS', 'C', ''].includes(kind))
      losses.push({
        place: row.place,
        message: `A line of the class “${kind}” is not known here, and was left out.`,
      })
  }
  close()
  return pages
}
