import { currentLocale } from './current.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** A number as it is written in the language of now: “1,204”. */
export function numberSaid(number: number): string {
  const locale = currentLocale()
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale)
  formats.set(locale, format)
  return format.format(number)
}
