import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import type { AttributionChoice } from '../analysis/index.ts'
import { readConfig } from '../server/config.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { type GivenReceipt, readCode, readReceipt } from '../server/responses/receipts/readReceipt.ts'
import { verifyReceipt as check } from '../server/responses/receipts/verifyReceipt.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { readText } from './readText.ts'

/**
 * `soundings verify RECEIPT`: checks a respondent's receipt against the database of the settings.
 *
 * @param receipt the path of its file, or its code
 * @returns 0 where all still holds, 1 where something does not
 * @throws CannotRun when it is no receipt, or the database has nothing of its reference
 */
export async function verifyReceipt(
  { receipt, json }: { receipt: string; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const given = await readGiven(receipt)
  const config = readConfig()
  const database = await connectDatabase(config)
  try {
    const verified = await check(config.sessionSecret, given)
    if (!verified?.kept && !verified?.signed)
      throw new CannotRun([
        {
          place: receipt,
          message: `Is of a response that is not in ${config.mongodbUri ? 'the database of MONGODB_URI' : config.dataFolder}. Set DATA_DIR or MONGODB_URI to where it is.`,
        },
      ])
    const { reference, revision, revisions, allows, problems } = verified
    const version = revisions > 1 ? ` It is version ${revision} of ${revisions}.` : ''
    const fine = `signed by this site, unaltered, and not withdrawn.${version} It may be quoted now: ${allowed[allows]}.`
    const sum = `${reference}: ${problems.length === 0 ? fine : `${problems.length} to look at.`}`
    streams.out(
      json
        ? JSON.stringify({ receipt: verified, summary: { failed: problems.length } })
        : [...problems.map(({ place, message }) => `${place}: ${message}`), sum].join('\n'),
    )
    return problems.length > 0 ? 1 : 0
  } finally {
    await database.close()
  }
}

const allowed: Record<AttributionChoice, string> = {
  none: 'not at all',
  unnamed: 'without a name',
  role: 'by role and sector',
  named: 'by name',
}

async function readGiven(receipt: string): Promise<GivenReceipt> {
  if (/\.(?:md|markdown|html?)$/i.test(receipt))
    throw new CannotRun([
      { place: '--sidecar', message: 'Is missing. Give the private key that was exported with the report.' },
    ])
  const code = readCode(receipt)
  const read = code ?? (/^SND-/.test(receipt) ? undefined : readReceipt(await readText(receipt)))
  if (read) return read
  throw new CannotRun([
    {
      place: receipt,
      message:
        'Is no receipt. Give the file that a respondent downloaded, or all of its code, which begins with the reference. A report needs its private key: --sidecar FILE.',
    },
  ])
}
