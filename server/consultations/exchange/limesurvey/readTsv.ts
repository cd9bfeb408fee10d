import type { Problem } from '../../../../analysis/index.ts'
import { assemble } from '../assemble.ts'
import { limesurvey } from '../expressions/dialects.ts'
import { type Imported, type RawPage, Unreadable } from '../imported.ts'
import { inOther } from '../otherLanguages.ts'
import { plainLine, plainWords } from '../plainWords.ts'
import { type LimeQuestion, questionsOf, whenOf } from './question.ts'

type Row = { place: string; cell(name: string): string; cells: ReadonlyMap<string, string> }

/**
 * The questionnaire of LimeSurvey’s tab-separated structure: groups become pages.
 * @param given rows of cells with the line of each, the first of which names the columns
 * @param other a language of the file beside its own, whose words are marked
 * @throws Unreadable where these are not LimeSurvey’s
 */
export function readLimeTsv(given: { line: number; cells: string[] }[], other?: string): Imported {
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
  const own = rows.filter(row => row.cell('language') === language || row.cell('language') === '')
  const beside = other === undefined ? [] : rows.filter(row => row.cell('language') === other)
  const title =
    own.find(row => row.cell('class') === 'SL' && row.cell('name') === 'surveyls_title')?.cell('text') ?? ''

  const { pages, losses: more } = assemble(pagesOf(withWordsOf(own, beside), losses), limesurvey)
  return { format: 'limesurvey', title: plainLine(title), pages, losses: [...losses, ...more], others }
}

const wordColumns = ['text', 'help']

/** The same rows with the words of those that say the same in another language, marked. */
function withWordsOf(own: Row[], beside: Row[]): Row[] {
  if (beside.length === 0) return own
  const there = new Map(placed(beside))
  return placed(own).map(([place, row]) => {
    const same = there.get(place)
    if (!same) return row
    // The words of a group stand in its name.
    const names = row.cell('class') === 'G' ? [...wordColumns, 'name'] : wordColumns
    const words = names.flatMap(name => {
      const said = inOther(same.cell(name))
      return said === '' ? [] : [[name, said] as const]
    })
    const cells = new Map([...row.cells, ...words])
    return { ...row, cells, cell: name => (cells.get(name) ?? '').trim() }
  })
}

/** Each row with what tells it from others of its language: which group or question it is, or which line of one. */
function placed(rows: Row[]): [place: string, row: Row][] {
  let groups = 0
  let question = ''
  return rows.map(row => {
    const [kind, name, scale] = ['class', 'name', 'type/scale'].map(row.cell)
    if (kind === 'G') return [`G ${++groups}`, row]
    if (kind === 'Q') question = `Q ${name}`
    return [kind === 'Q' ? question : `${question} ${kind} ${scale} ${name}`, row]
  })
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
