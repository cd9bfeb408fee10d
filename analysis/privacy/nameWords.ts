import { isSmallWord } from '../text/language/functionWords.ts'
import { wordForm } from '../text/tokens.ts'

/** Ordinary words that are names too: one of these alone is a name only where its writer made it one. */
const ordinary = new Set(
  `abbott amber april art august autumn baker banks barber bell best bill bird bishop black bond booth bridges
  brown burns bush butler carpenter carter case cash chambers chance chase child church clay close cook cooper
  court cross daisy dale day dean drake early english fair faith farmer field fields fisher flint ford forest
  fox frank freeman french frost gardener giles good grace grant gray green grey hand hardy hart head heath
  hill hills holiday holly hope house hunt hunter irish ivy joy judge june keen keys king kings knight lake
  lamb lane law laws lily little long love low major mark marks marsh martin mason may mayor meadows mercy
  miller mills moody moon moss noble north page parish park parks pearl penny pike pond pope porter potter
  power price prince prior quick read reader reed reeves rich rivers robin rock rose rowan ruby rule rush sage
  sands savage scott self sharp shepherd short silver small smart snow speed spring steel stone street strong
  sue summer summers swan swift tanner taylor temple todd tower towers turner victor violet walker wall ward
  wards waters weaver weeks welch welsh west wheeler white will wills wise wolf wood woods young`
    .trim()
    .split(/\s+/),
)

/** @param word in lower case */
export function isOrdinaryWord(word: string): boolean {
  return ordinary.has(word)
}

/** After a title these are an office, and elsewhere a body or a thing: no one's name. */
const offices = new Set(
  `chancellor mayor justice lieutenant provost advocate president speaker general chief secretary madam chairman chair
  chairwoman chairperson minister commissioner christmas practitioner specialist practice surgery appointment
  appointments staff team teams surgeries council councils trust trusts ltd limited association university
  department committee group society union service services foundation forum network nhs board commission agency
  authority college school hospital institute office federation alliance partnership company government ministry`
    .trim()
    .split(/\s+/),
)

/** @param word in lower case */
export function isOffice(word: string): boolean {
  return offices.has(word)
}

const particles =
  /(?:(?:van|von|de|da|di|del|della|dos|du|la|le|der|den|ter|ten|bin|binti|ibn|al|el|ap|ab|ferch|mac)[ \u00A0])+/uy
const capitalised = /\p{Lu}[\p{L}\p{M}]*(?:['’ʼ‐‑-]\p{L}[\p{L}\p{M}]*)*/uy
const initial = /^\p{Lu}\p{M}*$/u
const gap = /[ \u00A0]{1,2}/y

/** How many words a name has at most. */
const mostWords = 4

/**
 * Where a name ends that begins at `at`: up to four words with a capital, initials with or without a stop, and
 * the particles between them ("de la", "van der"). Small words ("The") and offices end it.
 *
 * @returns null where no name begins there
 */
export function nameEnd(text: string, at: number): number | null {
  let end: number | null = null
  let next = at
  for (let words = 0; words < mostWords; words++) {
    particles.lastIndex = next
    capitalised.lastIndex = particles.test(text) ? particles.lastIndex : next
    const written = capitalised.exec(text)?.[0]
    if (written === undefined || !isNameWord(written)) break
    const hasStop = initial.test(written) && text[capitalised.lastIndex] === '.'
    end = capitalised.lastIndex + (hasStop ? 1 : 0)
    gap.lastIndex = end
    if (gap.test(text)) next = gap.lastIndex
    else if (hasStop) next = end
    else break
    if (isPossessive(text, end)) break
  }
  return end !== null && isPossessive(text, end) ? end - 2 : end
}

/** "I" is a word, and any other single letter with a capital an initial. */
function isNameWord(written: string): boolean {
  const word = wordForm(written)
  if (initial.test(written)) return word !== 'i'
  return !isOffice(word) && (isOrdinaryWord(word) || !isSmallWord(word))
}

function isPossessive(text: string, end: number): boolean {
  return /['’]s$/i.test(text.slice(Math.max(0, end - 2), end))
}
