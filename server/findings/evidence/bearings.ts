import type { Finding } from '../store.ts'
import { type Bearing, type BearingKind, bearingKinds } from './store.ts'

/** What each way of bearing on a finding is called where an author ticks findings. */
export const bearingLabels: Record<BearingKind, string> = {
  supports: 'Findings that it supports',
  qualifies: 'Findings that it qualifies',
  contradicts: 'Findings that it contradicts',
}

/** The lists of ticked findings, as a form sends them. */
type Ticked = Record<BearingKind, string[]>

/** Three lists of ticked findings as bearings; in the order of the findings given, and of these alone. */
export function bearingsFrom(ticked: Ticked, findings: Pick<Finding, '_id'>[]): Bearing[] {
  return findings.flatMap(({ _id }) =>
    bearingKinds.filter(how => ticked[how].includes(_id)).map(how => ({ finding: _id, how })),
  )
}

/** The ticks that show some bearings, and what was entered before an error. */
export function bearingChoices(
  findings: Pick<Finding, '_id' | 'statement'>[],
  bearings: Bearing[],
  entered: Record<string, unknown> | undefined,
) {
  return bearingKinds.map(how => {
    const chosen = entered
      ? [entered[how]].flat()
      : bearings.filter(bearing => bearing.how === how).map(bearing => bearing.finding)
    return {
      id: how,
      label: bearingLabels[how],
      choices: findings.map(({ _id, statement }) => ({
        value: _id,
        label: statement,
        chosen: chosen.includes(_id),
      })),
    }
  })
}
