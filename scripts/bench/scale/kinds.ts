import { timed, type Wait, waits } from '../corpus/waits.ts'
import type { Offered } from './server.ts'

const rounds = 20
/** So many findings are opened for the first time, one of them to compile templates. */
const firstTimes = 5

/** Pages that somebody waits for, by name, beside those of the bench `corpus`. */
export function pagesOf({ desk, findings }: Offered): Record<string, Wait> {
  const again =
    (...addresses: string[]): Wait =>
    (_place, by) =>
      timed(Math.max(rounds, addresses.length), at => by.open(addresses[at % addresses.length] ?? ''))
  return {
    'live view of results': again(`${desk}/results/live`),
    ...waits,
    'list of responses': again(`${desk}/responses`),
    overview: again(desk),
    codebook: again(`${desk}/themes`),
    "a finding's page": again(...findings.slice(0, 1).map(finding => `${desk}/findings/${finding}`)),
    "a finding's page, for the first time": async (_place, by) => {
      const others = findings.slice(1, 1 + firstTimes).map(finding => `${desk}/findings/${finding}`)
      return timed(firstTimes - 1, () => by.open(others.shift() ?? desk))
    },
    'list of findings': again(`${desk}/findings`),
    'coding over time': again(`${desk}/drift`),
  }
}

/** What somebody takes all of, by name: the addresses behind that of the consultation. */
export const files = {
  'responses as CSV': 'results/responses.csv',
  'responses as XLSX': 'results/responses.xlsx',
  'codings as CSV': 'transfers/codings.csv',
  'codings as XLSX': 'transfers/codings.xlsx',
  'the project as REFI-QDA': 'transfers/project.qdpx',
} as const
