/** A table with faults, and on which of its lines (the header is line 1) they are. */
export type MadeTable = {
  bytes: Buffer
  /** Rows that can be taken. */
  whole: number
  /** Lines with too many cells. */
  tooWide: number[]
  /** Lines with an id that an earlier line has. */
  twice: { line: number; first: number }[]
  /** The line that is written in windows-1252 in the midst of UTF-8. */
  windows1252: number
}

const phrases = [
  'the hierarchy of grades decides who may speak',
  'we outsource what we should know ourselves',
  'there is no vision that lasts longer than a minister',
  'the pay of an engineer is an afterthought',
  'a shared desk, and nobody at it',
  'the queue for a new screen is a season long',
  'every lamp in the hall works, which is more than I can say of the booking form',
]

/** `rows` rows of an id, a sector and a text; one in 500 is too wide, one in 400 repeats an id. */
export function madeTable(rows: number): MadeTable {
  const made: MadeTable = { bytes: Buffer.alloc(0), whole: 0, tooWide: [], twice: [], windows1252: 0 }
  const lines: Buffer[] = [Buffer.from('Ref,Sector,What stands in the way?\n')]
  const middle = Math.floor(rows / 2)
  for (let row = 1; row <= rows; row++) {
    const line = row + 1
    const text = [1, 3, 7, 11].map(step => phrases[(row * step) % phrases.length]).join('; ')
    if (row % 500 === 499) {
      lines.push(Buffer.from(`R${row},Harbours,${text},more,than,fits\n`))
      made.tooWide.push(line)
      continue
    }
    made.whole++
    const repeats = row % 400 === 123
    if (repeats) made.twice.push({ line, first: line - 1 })
    const id = `R${repeats ? row - 1 : row}`
    if (row === middle + 1) {
      made.windows1252 = line
      lines.push(Buffer.from(`${id},Harbours,"Row ${row} in the caf\u00e9: ${text}"\n`, 'latin1'))
    } else lines.push(Buffer.from(`${id},Harbours,"Row ${row} – ${text}"\n`))
  }
  made.bytes = Buffer.concat(lines)
  return made
}
