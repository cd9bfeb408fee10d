import { SaxesParser } from 'saxes'
import type { Problem } from '../../../../analysis/index.ts'
import { assemble } from '../assemble.ts'
import { limesurvey } from '../expressions/dialects.ts'
import { type Imported, type RawPage, Unreadable } from '../imported.ts'
import { inOther } from '../otherLanguages.ts'
import { plainLine, plainWords } from '../plainWords.ts'
import { type Item, questionsOf, whenOf } from './question.ts'

type Row = Record<string, string>

/**
 * The questionnaire of a LimeSurvey `.lss`, of a recent version, whose words are apart by language, or an older one.
 * @param other a language of the file beside its own, whose words are marked
 * @throws Unreadable where it is not sound XML, has a DOCTYPE, or is not LimeSurvey’s
 */
export function readLss(xml: string, other?: string): Imported {
  const tables = tablesOf(xml)
  const table = (name: string) => tables.get(name) ?? []
  if (!tables.has('questions'))
    throw new Unreadable('Holds no table of questions, so it is no survey of LimeSurvey.')
  const losses: Problem[] = []
  const language = table('surveys')[0]?.language ?? table('languages')[0]?.language ?? ''
  const inLanguage = ({ language: own }: Row) => own === undefined || own === '' || own === language
  const others = new Set(
    ['questions', 'question_l10ns'].flatMap(name =>
      table(name).flatMap(row => (inLanguage(row) ? [] : [row.language ?? ''])),
    ),
  )
  /** Rows of a table with the words of the language, from beside them or from the table of words. */
  const worded = (name: string, words: string, key: string) => {
    const own = new Map(
      table(words)
        .filter(inLanguage)
        .map(row => [row[key] ?? '', row]),
    )
    const beside = new Map(
      [...table(name), ...table(words)]
        .filter(row => other !== undefined && row.language === other)
        .map(row => [row[key] ?? '', row]),
    )
    return table(name)
      .filter(inLanguage)
      .map(
        (row): Row => ({
          ...own.get(row[key] ?? ''),
          ...withoutEmpty(row),
          ...wordsIn(beside.get(row[key] ?? '')),
        }),
      )
  }
  const title = table('surveys_languagesettings').find(
    row => row.surveyls_language === language || row.surveyls_language === undefined,
  )?.surveyls_title
  const all = [
    ...worded('questions', 'question_l10ns', 'qid'),
    ...worded('subquestions', 'question_l10ns', 'qid'),
  ]
  const answers = worded('answers', 'answer_l10ns', 'aid')
  const raw = inOrder(worded('groups', 'group_l10ns', 'gid'), 'group_order').map((group, n): RawPage => {
    const intro = plainWords(group.description ?? '')
    const asked = all.filter(({ gid, parent_qid: parent = '0' }) => gid === group.gid && parent === '0')
    return {
      place: `group ${n + 1}`,
      name: '',
      title: plainLine(group.group_name ?? '') || `Page ${n + 1}`,
      ...(intro ? { intro } : {}),
      when: whenOf(group.grelevance ?? ''),
      questions: inOrder(asked, 'question_order').flatMap(row => {
        const place = `question “${row.title ?? ''}”`
        const lines = inOrder(
          all.filter(({ parent_qid: parent }) => parent === row.qid),
          'question_order',
        )
        const own = inOrder(
          answers.filter(({ qid }) => qid === row.qid),
          'sortorder',
        )
        return questionsOf(
          {
            place,
            type: row.type ?? '',
            code: row.title ?? '',
            words: row.question ?? '',
            help: row.help ?? '',
            relevance: row.relevance ?? '',
            mandatory: row.mandatory ?? '',
            other: row.other === 'Y',
            subquestions: lines.map(line => itemOf(line.title, line.question, line.scale_id)),
            answers: own.map(answer => itemOf(answer.code, answer.answer, answer.scale_id)),
            attributes: attributesOf(row, table('question_attributes')),
          },
          message => losses.push({ place, message }),
        )
      }),
    }
  })
  for (const name of ['conditions', 'quota'])
    if (table(name).length > 0)
      losses.push({
        place: name,
        message: `The table “${name}” is not read; conditions are taken from relevance alone.`,
      })
  const { pages, losses: more } = assemble(raw, limesurvey)
  return {
    format: 'limesurvey',
    title: plainLine(title ?? ''),
    pages,
    losses: [...losses, ...more],
    others: [...others],
  }
}

/** The words of a row in another language, marked. */
function wordsIn(row: Row = {}): Row {
  const words = ['group_name', 'description', 'question', 'help', 'answer'].map(name => [
    name,
    inOther(row[name] ?? ''),
  ])
  return withoutEmpty(Object.fromEntries(words))
}

function itemOf(code = '', words = '', scale = ''): Item {
  return { code, words, scale }
}

function attributesOf({ qid, preg = '' }: Row, attributes: Row[]): Map<string, string> {
  const own = attributes
    .filter(row => row.qid === qid)
    .map(({ attribute = '', value = '' }) => [attribute, value] as const)
  return new Map([['validation', preg], ...own])
}

function withoutEmpty(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))
}

function inOrder(rows: Row[], by: string): Row[] {
  return [...rows].sort((a, b) => Number(a[by] ?? 0) - Number(b[by] ?? 0))
}

/** The tables of a dump: `document / NAME / rows / row / FIELD`, and `languages / language`. */
function tablesOf(xml: string): Map<string, Row[]> {
  const tables = new Map<string, Row[]>()
  const path: string[] = []
  let row: Map<string, string> | undefined
  let text = ''
  const addTo = (table: string, given: Row) => {
    const rows = tables.get(table)
    if (rows) rows.push(given)
    else tables.set(table, [given])
  }
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new Unreadable('Has a DOCTYPE, which LimeSurvey does not write and which is not read. Take it out.')
  })
  parser.on('error', error => {
    throw new Unreadable(`Is not sound XML (${error.message}). Export it again.`)
  })
  parser.on('opentag', ({ name }) => {
    if (path.length === 0 && name !== 'document')
      throw new Unreadable(`Is no survey of LimeSurvey: it begins with <${name}>, not <document>.`)
    if (path.length > 20) throw new Unreadable('Nests elements too deeply to be a survey of LimeSurvey.')
    path.push(name)
    text = ''
    if (path.length === 4 && name === 'row') row = new Map()
  })
  const add = (more: string) => {
    text += more
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const [, table = '', , , field] = path
    if (path.length === 5 && field && row) row.set(field, text.trim())
    if (path.length === 4 && row) {
      addTo(table, Object.fromEntries(row))
      row = undefined
    }
    if (path.length === 3 && path[2] === 'language') addTo(table, { language: text.trim() })
    path.pop()
    text = ''
  })
  parser.write(xml).close()
  return tables
}
