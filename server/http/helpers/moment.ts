import { saidIn } from './momentIn.ts'

/** A moment as it is said in London. Usage: `{{moment closesAt}}` → "11:59 pm on 30 November 2026". */
export function moment(date: unknown): string {
  if (!(date instanceof Date)) throw new Error(`{{moment}} takes a Date, not ${String(date)}`)
  return saidIn(date, 'Europe/London')
}
