import type { Problem } from '../../analysis/index.ts'
import type { Runner } from '../jobs/runner.ts'
import { awaiting, doneAsRead, readAsked } from '../responses/pendingStore.ts'
import { findResponses } from '../responses/store.ts'
import { codingsFor, readCountFacts } from './count.ts'
import { opposingPassages } from './counts/opposing.ts'
import { overtaken } from './overtaken.ts'
import { sourcesOf } from './quotes/sources.ts'
import { lookAt, type Standing, standingOf } from './quotes/standing.ts'
import { quotesOfRespondent } from './quotes/store.ts'
import { askForLook, changeFinding, type Finding } from './store.ts'

/** Has the runner ask for another look at findings with quotes whose respondents withdrew, replaced or no longer allow them. */
export function registerFindings(runner: Runner): void {
  runner.registerPending({
    name: 'look at findings again',
    waiting: () => awaiting('findings'),
    run: async id => {
      const read = await readAsked([id])
      const [response] = await findResponses([id])
      if (response) {
        const sources = await sourcesOf(await quotesOfRespondent(response.consultation, id))
        const fallen = sources.filter(source => needsLook(standingOf(source)))
        await askForLook(response.consultation, [...new Set(fallen.map(({ quote }) => quote.finding))])
      }
      await doneAsRead(read, 'findings')
    },
  })
}

function needsLook(standing: Standing): boolean {
  return lookAt(standing) !== undefined || (standing.usable && standing.unapproved !== undefined)
}

/** What speaks against a finding, as it is coded now, and who wrote it. */
export async function readOpposing(finding: Finding) {
  const facts = await readCountFacts(finding.consultation, [finding])
  return opposingPassages(codingsFor(finding, facts))
}

/**
 * Records that somebody read what speaks against a finding.
 *
 * @param finding the version that they saw
 * @param passages how many passages they were shown
 * @returns what stands in the way; empty when it is done
 */
export async function lookAtOpposing(finding: Finding, by: string, passages: number): Promise<Problem[]> {
  const at = new Date()
  const now = (await readOpposing(finding)).length
  if (now !== passages)
    return [
      {
        place: 'opposing',
        message: 'What speaks against it has changed while you read. Read what is there now',
      },
    ]
  return (await changeFinding(finding, { looked: { by, at, passages } })) ? [] : [overtaken]
}
