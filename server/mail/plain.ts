/** The most characters of a name or a title that a mail repeats. */
const longestLine = 200

/** What turns the direction of the words around it (UAX #9, section 2), and so could disguise an address or a name. */
const turning = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g

/** One line for a mail: no line break or other control character, nothing that turns the words around it, not too long. */
export function oneLine(words: string): string {
  const line = words
    .normalize('NFC')
    .replace(turning, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > longestLine ? `${characters.slice(0, longestLine - 1).join('')}…` : line
}

/** Several lines for a mail, as they were written, without other control characters. */
export function severalLines(words: string): string {
  return words.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
}

/** Whether a mail can be sent to this: one address, with nothing that would make of it two, or a header. */
export function isAddress(words: string): boolean {
  const [, name = '', domain = ''] = /^([^@]+)@([^@]+)$/.exec(words) ?? []
  const isPart = (part: string) => part !== '' && !/[\s\p{Cc}\p{Cf},;:<>()[\]\\"]/u.test(part)
  return (
    isPart(name) &&
    isPart(domain) &&
    name.length <= 64 &&
    words.length <= 254 &&
    /^[^.]+(\.[^.]+)+$/.test(domain)
  )
}

/** What a mail server says, without the addresses and links that it repeats. */
export function withoutAddresses(words: string): string {
  return oneLine(
    words
      .replace(/[a-z][a-z+.-]*:\/\/\S+/gi, '(a link)')
      .replace(/[^\s<>"',;:()]+@[^\s<>"',;:()]+/g, '(an address)'),
  )
}
