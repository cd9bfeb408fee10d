import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { readConfig } from '../server/config.ts'
import { findConsultation } from '../server/consultations/store.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { type ReadSidecar, readSidecar } from '../server/reports/verification/readSidecar.ts'
import { type Verification, verifyReport } from '../server/reports/verification/verifyReport.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { readText } from './readText.ts'

/**
 * `soundings verify`: checks a report and its private key against the database of the settings.
 * @returns 0 where all still holds, 1 where something does not
 * @throws CannotRun when a file cannot be read, or the database has nothing of the report's consultation
 */
export async function verify(
  { report, sidecar, json }: { report: string; sidecar: string; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const [file, key] = await Promise.all([readReport(report), readKey(sidecar)])
  const config = readConfig()
  const database = await connectDatabase(config)
  try {
    if (!(await findConsultation(key.consultation)))
      throw new CannotRun([
        {
          place: sidecar,
          message: `Is of the consultation “${key.consultation}”, which is not in ${config.mongodbUri ? 'the database of MONGODB_URI' : config.dataFolder}. Set DATA_DIR or MONGODB_URI to where it is.`,
        },
      ])
    const verification = await verifyReport(file, key)
    const { consultation, number, title, published } = key
    const told = { consultation, number, title, ...(published ? { version: published.version } : {}) }
    streams.out(
      json ? JSON.stringify({ report: told, ...verification }) : verificationLines(report, verification),
    )
    return verification.summary.failed > 0 ? 1 : 0
  } finally {
    await database.close()
  }
}

async function readReport(file: string): Promise<string> {
  if (/\.(?:docx?|odt|pdf|rtf)$/i.test(file))
    throw new CannotRun([
      { place: file, message: 'Is neither Markdown nor HTML. Give the report as one of those.' },
    ])
  return readText(file)
}

async function readKey(file: string): Promise<ReadSidecar> {
  const read = readSidecar(await readText(file))
  if (read.ok) return read.value
  throw new CannotRun(
    read.problems.map(({ place, message }) => ({
      place: file,
      message: `Is no private key of a report${place === '' ? '' : ` (${place})`}: ${message}.`,
    })),
  )
}

/** What a person reads: whatever no longer holds, and the sum. */
export function verificationLines(
  report: string,
  { quotes, findings, problems, summary }: Verification,
): string {
  const wrong = [
    ...problems.map(({ place, message }) => `${place}: ${message}`),
    ...quotes
      .filter(({ reason }) => reason !== '')
      .map(({ key, note, words, reason }) => `note ${note} (${key}) “${words}”\n    ${reason}`),
    ...findings
      .filter(({ same }) => !same)
      .map(({ key, printed, now }) => {
        const then = `${printed.supports} of ${printed.of} supported it`
        return now
          ? `finding ${key}: ${then}; now it is ${now.supports} of ${now.of} (${now.opposes} oppose it, ${now.mixed} mixed, ${now.mentions} mention it)`
          : `finding ${key}: ${then}; now there is no such finding`
      }),
  ]
  const checked = `${counted(summary.quotes, 'quote')} and ${counted(summary.findings, 'count')} checked`
  const sum = `${report}: ${checked}, ${summary.failed === 0 ? 'and all still holds.' : `${summary.failed} to look at.`}`
  return [...wrong, sum].join('\n')
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
