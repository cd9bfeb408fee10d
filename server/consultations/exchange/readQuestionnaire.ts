import { isDeepStrictEqual } from 'node:util'
import iconv from 'iconv-lite'
import { compoundKind } from '../../files/compound.ts'
import { detectEncoding, looksBinary } from '../../files/encoding.ts'
import { readWorkbook } from '../../files/readWorkbook.ts'
import { soundXml } from '../../files/soundXml.ts'
import { separatedRows } from '../../files/table/separated.ts'
import { isZip } from '../../files/zip.ts'
import type { Page } from '../questions.ts'
import { type Imported, type ReadFile, Unreadable } from './imported.ts'
import { readLss } from './limesurvey/readLss.ts'
import { readLimeTsv } from './limesurvey/readTsv.ts'
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
    const read = await readContent(file.content)
    if (read.pages.length === 0)
      return { ok: false, message: `Holds no question that can be asked here. ${firstLoss(read)}`.trim() }
    return { ok: true, ...sound(read) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message }
    throw error
  }
}

async function readContent(content: Buffer): Promise<Imported> {
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
  if (begins.startsWith('{') || begins.startsWith('[')) return readSurveyjs(jsonOf(text))
  if (begins.startsWith('<')) return readLss(text)
  if (/^"?class"?\t/i.test(begins)) return readLimeTsv(separatedRows(text, '\t'))
  return readXlsform(sheetsOfCsv(separatedRows(text, ',').map(({ cells }) => cells)))
}

async function readWorkbookForm(content: Buffer): Promise<Imported> {
  const read = await readWorkbook(content)
  if (!read.ok) throw new Unreadable(read.message)
  return readXlsform(new Map(read.sheets.map(({ name, rows }) => [name.trim().toLowerCase(), rows])))
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
  const pages: Page[] = JSON.parse(JSON.stringify(read.pages), (_, value) =>
    typeof value === 'string' ? soundXml(value) : value,
  )
  if (isDeepStrictEqual(pages, read.pages)) return read
  const message = 'Some words hold characters that cannot be read; each stands as \ufffd.'
  return { ...read, pages, losses: [...read.losses, { place: 'all', message }] }
}

function firstLoss({ losses: [first] }: Imported): string {
  return first ? `${first.place}: ${first.message}` : ''
}
