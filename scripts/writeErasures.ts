import { inWords } from '../server/backups/unusable.ts'
import { listOfErasures, writeList } from '../server/privacy/erasing/erasureList.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { onDatabase } from './onDatabase.ts'

/**
 * `soundings erasures`: writes the ids of all responses that were erased into a file.
 * @throws CannotRun where there is no database, or the file cannot be written
 */
export async function writeErasures(
  { file, json }: { file: string; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  return onDatabase(async () => {
    const known = await listOfErasures()
    try {
      await writeList(file, known)
    } catch (error) {
      const message = inWords(error, file)
      throw message === undefined ? error : new CannotRun([{ place: file, message }])
    }
    const said = `${file}: ${known.length} erased ${known.length === 1 ? 'response' : 'responses'}, by ids alone.`
    streams.out(json ? JSON.stringify({ file, erasures: known.length }) : said)
    return 0
  })
}
