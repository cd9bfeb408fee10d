/** The named characters of HTML 4 that prose has: marks, dashes, spaces, and the letters of Latin-1. */
const named = new Map(
  Object.entries({
    ...{ ldquo: '“', rdquo: '”', bdquo: '„', lsquo: '‘', rsquo: '’', sbquo: '‚', quot: '"', apos: "'" },
    ...{ laquo: '«', raquo: '»', lsaquo: '‹', rsaquo: '›', amp: '&', lt: '<', gt: '>', hellip: '…' },
    ...{ nbsp: '\u00A0', ensp: '\u2002', emsp: '\u2003', thinsp: '\u2009', shy: '\u00AD', zwnj: '\u200C' },
    ...{ mdash: '—', ndash: '–', minus: '−', bull: '•', middot: '·', deg: '°', pound: '£', euro: '€' },
    ...{ copy: '©', reg: '®', trade: '™', sect: '§', times: '×', frac12: '½', frac14: '¼', szlig: 'ß' },
  }),
)
const letters = 'AaEeIiOoUuYyNnCc'
const accents = new Map(
  Object.entries({
    grave: '\u0300',
    acute: '\u0301',
    circ: '\u0302',
    tilde: '\u0303',
    uml: '\u0308',
    cedil: '\u0327',
  }),
)
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+\d{0,2}));/iy

/** The character that stands at `at` as an entity, and how long that is; null where none is known there. */
export function decodeEntity(raw: string, at: number): { text: string; length: number } | null {
  entity.lastIndex = at
  const match = entity.exec(raw)
  if (!match) return null
  const text = decoded(match)
  return text === undefined ? null : { text, length: match[0].length }
}

function decoded([, decimal, hexadecimal, name = '']: RegExpExecArray): string | undefined {
  if (decimal === undefined && hexadecimal === undefined) return named.get(name) ?? accented(name)
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : undefined
}

/** "eacute" → é, where Unicode has that letter as one. */
function accented(name: string): string | undefined {
  const accent = accents.get(name.slice(1))
  if (accent === undefined || !letters.includes(name.charAt(0))) return undefined
  const letter = (name.charAt(0) + accent).normalize('NFC')
  return letter.length === 1 ? letter : undefined
}
