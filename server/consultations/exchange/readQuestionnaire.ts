import { isDeepStrictEqual } from 'node:util'
import iconv from 'iconv-lite'
import { compoundKind } from '../../files/compound.ts'
import { detectEncoding, looksBinary } from '../../files/encoding.ts'
import { readWorkbook } from '../../files/readWorkbook.ts'
import { soundXml } from '../../files/soundXml.ts'
import { separatedRows } from '../../files/table/separated.ts'
import { isZip } from '../../files/zip.ts'
import { type Imported, type ReadFile, Unreadable } from './imported.ts'
import { readLss } from './limesurvey/readLss.ts'
import { readLimeTsv } from './limesurvey/readTsv.ts'
import { translationsOf } from './otherLanguages.ts'
import { readSurveyjs } from './surveyjs/read.ts'
import { readXlsform } from './xlsform/read.ts'
import { sheetsOfCsv } from './xlsform/sheets.ts'

/** Bytes of a file of questions. */
export const largestQuestionnaireFile = 10 * 1024 * 1024

/**
 * The questions of a file that another program wrote, told apart by its content: an XLSForm (.xlsx or .csv),
 * LimeSurvey’s structure (.txt with tabs, or .lss), or a SurveyJS survey (.json).
 */
export async function readQuestionnaire(file: { name: string; content: Buffer }): Promise<ReadFile> {
  try {
    const readIn = await readerOf(file.content)
    const { others = [], ...base } = readIn()
    const { translations, losses } = translationsOf(base.pages, others, readIn)
    const read = { ...base, translations, losses: [...base.losses, ...losses] }
    if (read.pages.length === 0)
      return { ok: false, message: `Holds no question that can be asked here. ${firstLoss(read)}`.trim() }
    return { ok: true, ...sound(read) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message }
    throw error
  }
}

/** What reads a file, in its own language or with the words of another marked. */
type Reader = (other?: string) => Imported

async function readerOf(content: Buffer): Promise<Reader> {
  if (content.length === 0) throw new Unreadable('Is empty.')
  if (content.length > largestQuestionnaireFile)
    throw new Unreadable('Is larger than 10 MB, so it is no questionnaire.')
  if (isZip(content)) return readWorkbookForm(content)
  const compound = compoundKind(content)
  if (compound === 'encrypted')
    throw new Unreadable('Is protected by a password. Save it without one, and bring that.')
  if (compound)
    throw new Unreadable(
      'Is in the old format of Microsoft Office (.xls), which is not read. Open it, save it as .xlsx, and bring that.',
    )
  if (looksBinary(content.subarray(0, 65_536)))
    throw new Unreadable('Is none of the files that are read here.')
  const text = textOf(content)
  const begins = text.trimStart()
  if (begins.startsWith('{') || begins.startsWith('[')) {
    const json = jsonOf(text)
    return other => readSurveyjs(json, other)
  }
  if (begins.startsWith('<')) return other => readLss(text, other)
  if (/^"?class"?\t/i.test(begins)) {
    const rows = separatedRows(text, '\t')
    return other => readLimeTsv(rows, other)
  }
  const sheets = sheetsOfCsv(separatedRows(text, ',').map(({ cells }) => cells))
  return other => readXlsform(sheets, other)
}

async function readWorkbookForm(content: Buffer): Promise<Reader> {
  const read = await readWorkbook(content)
  if (!read.ok) throw new Unreadable(read.message)
  const sheets = new Map(read.sheets.map(({ name, rows }) => [name.trim().toLowerCase(), rows]))
  return other => readXlsform(sheets, other)
}

function textOf(content: Buffer): string {
  const { name, skip } = detectEncoding(content.subarray(0, 65_536))
  return iconv.decode(content.subarray(skip), name).normalize('NFC')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Unreadable(`Is not sound JSON (${error.message}). Mend it there.`)
    throw error
  }
}

/** The same without characters that no text can hold, such as NUL or half of a character. */
function sound(read: Imported): Imported {
  const { pages, translations = {} } = read
  const sounded: Pick<Imported, 'pages' | 'translations'> = JSON.parse(
    JSON.stringify({ pages, translations }),
    (_, value) => (typeof value === 'string' ? soundXml(value) : value),
  )
  if (isDeepStrictEqual(sounded, { pages, translations })) return read
  const message = 'Some words hold characters that cannot be read; each stands as \ufffd.'
  return { ...read, ...sounded, losses: [...read.losses, { place: 'all', message }] }
}

function firstLoss({ losses: [first] }: Imported): string {
  return first ? `${first.place}: ${first.message}` : ''
}
