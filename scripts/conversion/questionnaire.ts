import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../../analysis/index.ts'
import { isQualCoderList } from '../../server/codebook/formats/readQualCoder.ts'
import type { Imported } from '../../server/consultations/exchange/imported.ts'
import { readQuestionnaire } from '../../server/consultations/exchange/readQuestionnaire.ts'
import { writeSurveyjs } from '../../server/consultations/exchange/surveyjs/write.ts'
import { writeXlsform } from '../../server/consultations/exchange/xlsform/write.ts'
import { readWorkbook } from '../../server/files/readWorkbook.ts'
import { CannotRun } from '../cannotRun.ts'
import { whyNot } from '../readText.ts'

/** Ends of names that questionnaires alone have: LimeSurvey’s, and the old spreadsheets, which are refused by name. */
export const questionnaireEnds = ['.txt', '.lss', '.xls']

/** How questionnaires are written, by the end of the file’s name. */
const writers: Record<string, (read: Imported) => Promise<Buffer | string>> = {
  '.xlsx': ({ title, pages, translations }) => writeXlsform(title, pages, translations),
  '.json': async ({ title, pages, translations }) => writeSurveyjs(title, pages, translations),
}

/**
 * Whether a file that may be a codebook too is a questionnaire: a workbook with a sheet `survey`, a CSV that begins
 * with the name of a sheet, JSON with `pages` or `elements`, or a `.txt` that is no list of codes. What cannot be read is none.
 *
 * @throws CannotRun where there is no such file
 */
export async function isQuestionnaire(file: string): Promise<boolean> {
  const end = path.extname(file).toLowerCase()
  if (questionnaireEnds.includes(end) && end !== '.txt') return true
  const content = await bytesOf(file)
  if (end === '.txt') return !isQualCoderList(content.toString('utf8'))
  if (end === '.json') return isSurvey(content)
  if (end === '.csv')
    return /^\uFEFF?\s*"?(survey|choices|settings)"?\s*,/i.test(content.subarray(0, 1000).toString('utf8'))
  if (end !== '.xlsx') return false
  const read = await readWorkbook(content)
  return read.ok && read.sheets.some(({ name }) => name.trim().toLowerCase() === 'survey')
}

function isSurvey(content: Buffer): boolean {
  try {
    const json: unknown = JSON.parse(content.toString('utf8'))
    return typeof json === 'object' && json !== null && ('pages' in json || 'elements' in json)
  } catch {
    return false
  }
}

/**
 * A questionnaire in another format.
 *
 * @returns what to write, how much it asks, and what of `file` could not be carried over
 * @throws CannotRun where it cannot be read, or the name of `out` is of no format that questionnaires are written in
 */
export async function convertQuestionnaire(
  file: string,
  out: string,
): Promise<{ written: Buffer | string; pages: number; questions: number; losses: Problem[] }> {
  const write = writers[path.extname(out).toLowerCase()]
  if (!write)
    throw new CannotRun([
      {
        place: out,
        message:
          'Is no format that questionnaires are written in. The name has to end in .xlsx (XLSForm) or .json (SurveyJS).',
      },
    ])
  const read = await readQuestionnaire({ name: path.basename(file), content: await bytesOf(file) })
  if (!read.ok) throw new CannotRun([{ place: file, message: read.message }])
  const questions = read.pages.reduce((sum, page) => sum + page.questions.length, 0)
  return { written: await write(read), pages: read.pages.length, questions, losses: read.losses }
}

function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch(error => {
    throw new CannotRun([{ place: file, message: whyNot(error) }])
  })
}
