import { type VerifiedTrail, verifyTrail } from '../server/accounts/trail/verifyTrail.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { onDatabase } from './onDatabase.ts'
import { readText } from './readText.ts'

const mostLines = 50

/**
 * `soundings audit verify`: checks the audit trail of the settings.
 *
 * @param head a hash, or the path of a file that holds one or what an earlier check said in JSON
 * @returns 0 where all is as it was sealed, 1 where something is not
 * @throws CannotRun where there is no database, or the head is none
 */
export async function verifyAudit(
  { head, json }: { head: string | undefined; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  const seen = head === undefined ? undefined : await readHead(head)
  return onDatabase(async config => {
    const trail = await verifyTrail(config.sessionSecret, seen)
    streams.out(json ? JSON.stringify(trail) : inLines(trail, seen).join('\n'))
    return trail.faultCount > 0 ? 1 : 0
  })
}

function inLines(trail: VerifiedTrail, seen: string | undefined): string[] {
  const { events, blocks, sealedUntil, waiting, head, faults, faultCount } = trail
  const shown = faults.slice(0, mostLines)
  const until = sealedUntil ? `, sealed until ${sealedUntil.toISOString()}` : ''
  const continues = seen === undefined ? '' : ' It goes on from the head that you gave.'
  return [
    ...shown.map(({ place, message }) => `${place}: ${message}`),
    ...(faultCount > shown.length
      ? [`and ${faultCount - shown.length} more. --json tells more of them.`]
      : []),
    `${count(events, 'event')} in ${count(blocks, 'block')}${until}. Waiting to be sealed: ${waiting}.`,
    faultCount > 0 ? `${faultCount} to look at.` : `Nothing was changed since it was sealed.${continues}`,
    ...(head ? [`Head: ${head.hash} (block ${head.block}). Keep it elsewhere, for the next check.`] : []),
  ]
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

const hash = /^[0-9a-f]{64}$/i

async function readHead(given: string): Promise<string> {
  const text = hash.test(given) ? given : (await readText(given)).trim()
  const found = hash.test(text) ? text : headIn(text)
  if (found !== undefined) return found.toLowerCase()
  throw new CannotRun([
    {
      place: '--head',
      message:
        'Is no head of a chain. Give the 64 digits of an earlier check, or the file that its --json was saved in.',
    },
  ])
}

/** The head in what an earlier check said in JSON. */
function headIn(text: string): string | undefined {
  try {
    const found: unknown = JSON.parse(text)?.head?.hash
    return typeof found === 'string' && hash.test(found) ? found : undefined
  } catch {
    return undefined
  }
}
