/** A quotation mark in a plain text. `opens` and `closes` say what its shape and neighbours allow. */
export type Mark = {
  at: number
  length: number
  shape: string
  family: 'double' | 'single'
  opens: boolean
  closes: boolean
}

const shapes = /``|''|‘‘|’’|["“”„‟«»″]|['‘’‚‛‹›`´]/gu
const doubles = new Set(['``', "''", '‘‘', '’’', '"', '“', '”', '„', '‟', '«', '»', '″'])
const word = /[\p{L}\p{M}\p{N}]/u
/** Words that begin with an apostrophe: what follows such a mark is no quotation. */
const elided = /^(?:em|til|till|tis|twas|cause|cos|n|bout|round|ere|\d0s|\d\d)(?![\p{L}\p{N}])/iu

/** The closing shapes that properly answer an opening one. */
const answers = new Map([
  ['“', '”'],
  ['”', '”'],
  ['„', '“”'],
  ['‟', '”'],
  ['"', '"'],
  ['«', '»'],
  ['»', '«»'],
  ['``', "''"],
  ["''", "''"],
  ['‘‘', '’’'],
  ['’’', '’’'],
  ['‘', '’'],
  ['’', '’'],
  ['‚', '‘’'],
  ['‛', '’'],
  ["'", "'"],
  ['‹', '›'],
  ['›', '‹›'],
  ['`', "'"],
])

/** Whether `close` is a shape that readers expect after `open`. */
export function isProperPair(open: string, close: string): boolean {
  return answers.get(open)?.includes(close) ?? false
}

/** The shape that closes what `open` opened, as most books have it. */
export function closingFor(open: string): string {
  const closing = answers.get(open) ?? open
  return open.length === 2 ? closing : closing.slice(-1)
}

/** Every quotation mark of a text in order; apostrophes inside words, and primes after figures, are left out. */
export function findMarks(text: string): Mark[] {
  return [...text.matchAll(shapes)].flatMap(({ index, 0: shape }) => {
    const before = text[index - 1] ?? ' '
    const after = text[index + shape.length] ?? ' '
    const family = doubles.has(shape) ? 'double' : 'single'
    if (family === 'single' && word.test(before) && word.test(after)) return []
    const opens = !/\s/.test(after) && !word.test(before)
    const closes = !/\s/.test(before) && !word.test(after)
    const mark: Mark = { at: index, length: shape.length, shape, family, opens, closes }
    return [family === 'single' ? asSingle(mark, text) : asDouble(mark, before, after)]
  })
}

function asSingle(mark: Mark, text: string): Mark {
  const elision = elided.test(text.slice(mark.at + 1, mark.at + 8))
  const opens = mark.opens && !elision && !['’', '´', '›'].includes(mark.shape)
  const closes = mark.closes && !['‘', '‚', '‛', '`', '‹'].includes(mark.shape)
  return { ...mark, opens, closes }
}

/** A double mark always does something: where its neighbours do not tell, its shape does. */
function asDouble(mark: Mark, before: string, after: string): Mark {
  const opener = ['“', '„', '‟', '«', '``', '‘‘'].includes(mark.shape)
  const closer = ['”', '»', '’’'].includes(mark.shape)
  const touchesOnlyBefore = !/\s/.test(before) && (/\s/.test(after) || /[.,;:!?)\]]/.test(after))
  const touchesOnlyAfter = /[\s([{—–-]/.test(before) && !/\s/.test(after)
  if (opener) return { ...mark, opens: !touchesOnlyBefore, closes: touchesOnlyBefore }
  if (closer) return { ...mark, opens: touchesOnlyAfter, closes: !touchesOnlyAfter }
  if (/\d/.test(before) && !mark.opens) return { ...mark, closes: true }
  return mark.opens || mark.closes ? mark : { ...mark, opens: true, closes: true }
}
