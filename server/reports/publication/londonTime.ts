import { momentShown, shownIn } from '../../consultations/running/zonedTime.ts'

/**
 * The moment at which clocks in London show this.
 *
 * @param shown as a browser's field for date and time sends it: `2026-07-01T09:30`
 * @returns undefined where it is no such time
 */
export function londonTime(shown: string): Date | undefined {
  return momentShown('Europe/London', shown)
}

/** What clocks in London show at a moment, in the form that a browser's field takes. */
export function inLondon(moment: Date): string {
  return shownIn('Europe/London', moment)
}
