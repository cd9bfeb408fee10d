/** What must follow an abbreviation for its stop not to end the sentence. */
type Expects = 'anything' | 'number' | 'noOpener'

const beforeAnything =
  'dr mr mrs ms mx prof rev hon rt st cllr lt col gen capt cpt sgt maj cmdr gov sen rep supt messrs e.g i.e eg ie cf viz vs approx incl esp'
const beforeNumber =
  'no nos p pp para paras fig figs vol vols ch sec sect art arts app ed edn est max min ext tel ref c ca al jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri'
/** Abbreviations with a capital alone: a stop may end a sentence after "sat" and "sun". */
const capitalBeforeNumber = 'Sat Sun'

const known = new Map<string, Expects>([
  ...beforeAnything.split(' ').map(word => [word, 'anything'] as const),
  ...`${beforeNumber} ${capitalBeforeNumber}`.split(' ').map(word => [word, 'number'] as const),
])

/** Words that seldom come after an initial or "U.K." except to begin a sentence. */
const openers = new Set(
  'a all also although an and another any are as at both but by can do even every few first for from had has have he here his how however i if in instead is it its just last many maybe more most my no not now of often on once one or our people perhaps please she should since so some such that the their then there these they this those to too until was we well were what when where which while who why will with without would yes yet you your'.split(
    ' ',
  ),
)

/** The longest abbreviation looked for, in code units; without stops inside it, the longest that is listed. */
const longest = 10
const longestListed = Math.max(...[...known.keys()].map(word => word.length))

/**
 * Whether the stop before a break belongs to an abbreviation, so that the sentence goes on.
 *
 * @param stop where the stop stands
 * @param next where the next piece begins
 * @param from where the sentence began
 */
export function isAbbreviation(text: string, from: number, stop: number, next: number): boolean {
  let start = stop
  while (start > from && stop - start <= longest && !endsWord(text, start - 1)) start--
  if (start === stop || stop - start > longest) return false
  const word = text.slice(start, stop)
  if (word.length > longestListed && !word.includes('.')) return false
  const expects = known.get(word.toLowerCase()) ?? known.get(word) ?? (isInitials(word) ? 'noOpener' : null)
  if (expects === null) return false
  if (expects === 'anything') return true
  const following = text.slice(next, next + 24)
  if (expects === 'number') return /^[(#]?\d/.test(following)
  const first = /^[\p{L}'’]+/u.exec(following)?.[0] ?? ''
  return /^\p{Lu}/u.test(first) && !openers.has(first.toLowerCase())
}

const beforeWord = new Set([...' \n\t\u00A0(["“‘\''].map(mark => mark.charCodeAt(0)))

function endsWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  // Most are letters.
  return (unit < 65 || unit > 122 || unit === 91) && beforeWord.has(unit)
}

/** "J", "J.K", "U.S", "a.m"; but "I" is a word. */
function isInitials(word: string): boolean {
  return (
    word !== 'I' && (word.length === 1 || word.includes('.')) && /^(?:\p{Lu}|\p{L}(?:\.\p{L})+)$/u.test(word)
  )
}
