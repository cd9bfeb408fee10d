import { dayMs, utcTime } from './zone.ts'

/** Fields of a date whose UTC fields are the local ones. */

/** 1 for the first of January. */
export function dayOfYear(local: Date): number {
  return Math.floor((local.getTime() - utcTime(local.getUTCFullYear(), 1, 1)) / dayMs) + 1
}

/** 0 to 53: the first Sunday begins week 1. */
export function weekOfYear(local: Date): number {
  return Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7)
}

/** 1 for Monday to 7 for Sunday. */
export function isoDayOfWeek(local: Date): number {
  return local.getUTCDay() || 7
}

/** The year to which its ISO week belongs: that of the week's Thursday. */
export function isoWeekYear(local: Date): number {
  return thursdayOf(local).getUTCFullYear()
}

export function isoWeek(local: Date): number {
  return Math.ceil(dayOfYear(thursdayOf(local)) / 7)
}

function thursdayOf(local: Date): Date {
  return new Date(local.getTime() + (4 - isoDayOfWeek(local)) * dayMs)
}

/** Midnight at the beginning of a day of an ISO week. Weeks and days beyond the year run on. */
export function isoDate(year: number, week: number, day: number): number {
  const fourth = utcTime(year, 1, 4)
  return fourth + ((week - 1) * 7 + day - isoDayOfWeek(new Date(fourth))) * dayMs
}

/** Months later, on the same day or, where the month is shorter, its last. */
export function addMonths(local: Date, months: number): number {
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() + 1 + months]
  const lastDay = new Date(utcTime(year, month + 1, 0)).getUTCDate()
  const timeOfDay = ((local.getTime() % dayMs) + dayMs) % dayMs
  return utcTime(year, month, Math.min(local.getUTCDate(), lastDay)) + timeOfDay
}
