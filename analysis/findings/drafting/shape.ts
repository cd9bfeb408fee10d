import {
  alsoNouns,
  alsoPronouns,
  auxiliary,
  behindPlural,
  degrees,
  determiners,
  finite,
  notDoing,
  ofOne,
  participles,
  plural,
  prepositions,
  qualityEnd,
  relatives,
  singular,
  subjects,
} from './shapeWords.ts'

/**
 * What words of somebody's are as a part of somebody else's sentence:
 * - clause: has its own subject and verb, and may follow "that" ("every request goes through a call centre");
 * - noun: names something ("four years to move one button");
 * - doing: names what is done ("paying rent on our own memory");
 * - quality: tells how something is ("not sufficiently exciting");
 * - predicate: tells what one thing does, which another has to name ("goes through a call centre");
 * - whole: a sentence of its own, several of them, or what is none of these for certain. It follows a colon.
 */
export const shapes = ['clause', 'noun', 'doing', 'quality', 'predicate', 'whole'] as const
export type Shape = (typeof shapes)[number]

/** The shape of some words without their marks and notes, which may hold cuts and brackets of an editor's. */
export function fragmentShape(words: string): Shape {
  const plain = words.replace(/\[[^[\]]*\]/g, ' ').trim()
  const body = plain.replace(/[.!?…]+$/, '')
  if (/[.!?…;:\n]\s*\S|["“”]/.test(body) || /[!?]$/.test(plain) || /^[^\p{L}\p{N}]/u.test(body))
    return 'whole'
  const given = body.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu) ?? []
  const [opening = ''] = given
  const isOwnCapital = opening === 'I' || /^I[’']/.test(opening) || /^\p{Lu}[\p{Lu}\p{N}]/u.test(opening)
  if (given.length < 2 || (/^\p{Lu}/u.test(opening) && !isOwnCapital)) return 'whole'
  return shapeOf(given.map(word => word.toLowerCase().replace(/'/g, '’')))
}

function shapeOf(tokens: string[]): Shape {
  const [first = '', second = ''] = tokens
  const base = first.replace(/’.*$/, '')
  if (subjects.has(base) && base !== 'people')
    return first === base && !isVerb(tokens, 1) ? 'whole' : 'clause'
  if (first.endsWith('ing') && !notDoing.has(first))
    return tokens.some(word => auxiliary.has(word)) ? 'whole' : 'doing'
  if (determiners.has(first) || /^\d/.test(first)) return nominal(tokens)
  if (first === 'not' && determiners.has(second))
    return nominal(tokens.slice(1)) === 'clause' ? 'clause' : 'whole'
  if (degrees.has(first) || (first.endsWith('ly') && first.length > 4)) return quality(tokens)
  const isParticiple = participles.has(first) || /[a-z]{2}ed$/.test(first)
  if (isParticiple && (prepositions.has(second) || second === 'as')) return quality(tokens)
  if (isParticiple) return 'whole'
  if (ofOne.has(first) && !(alsoNouns.has(first) && finite.has(second))) return 'predicate'
  if (finite.has(first) || prepositions.has(first) || relatives.has(first)) return 'whole'
  if (qualityEnd.test(first) && (prepositions.has(second) || second === 'and')) return quality(tokens)
  return bare(tokens)
}

/** Whether the word there is a verb, or an adverb or two before one. */
function isVerb(tokens: string[], at: number): boolean {
  const word = tokens[at] ?? ''
  if (finite.has(word) || /(?:[a-z]{2}(?:ed|s))$/.test(word)) return true
  const isAdverb =
    word.endsWith('ly') || degrees.has(word) || word === 'all' || word === 'just' || word === 'still'
  return isAdverb && at < 3 && tokens.length > at + 1 ? isVerb(tokens, at + 1) : false
}

/** What begins with a determiner or a number: a thing, or a thing with what it does. */
function nominal(tokens: string[]): Shape {
  if (hasSecondSubject(tokens)) return 'whole'
  const isOne = singular.has(tokens[0] ?? '')
  for (let at = 1; at < tokens.length; at++) {
    const word = tokens[at] ?? ''
    if (relatives.has(word)) return afterRelative(tokens, at)
    if (at === 1 && auxiliary.has(word) && alsoPronouns.has(tokens[0] ?? '')) return 'clause'
    if (at > 1 && finite.has(word) && !participleHere(tokens, at)) return verbOrNoun(tokens, at)
    if (prepositions.has(word)) return hasMainVerb(tokens, at + 1) ? clauseIfSure(tokens, at + 1) : 'noun'
    const mayBeVerb = isOne && at > 1 && at < tokens.length - 1 && /[^sui]s$/.test(word)
    const mayBePast = at > 1 && /[a-z]{2}ed$/.test(word) && !prepositions.has(tokens[at + 1] ?? '')
    if (mayBeVerb || mayBePast) return 'whole'
  }
  return 'noun'
}

/** A word that is a verb for certain makes a clause; one that may be a noun does not, and at the end is taken for one. */
function verbOrNoun(tokens: string[], at: number): Shape {
  if (!alsoNouns.has(tokens[at] ?? '')) return 'clause'
  return at === tokens.length - 1 ? 'noun' : 'whole'
}

/** "The boats arrive and I teach them": another subject, which no relative brings. */
function hasSecondSubject(tokens: string[]): boolean {
  const at = tokens.findIndex(
    (word, i) =>
      i > 0 && (word === 'and' || word === 'but' || word === 'so') && subjects.has(tokens[i + 1] ?? ''),
  )
  return at > 0 && !tokens.slice(0, at).some(word => relatives.has(word))
}

/** A participle behind its noun, "the people left behind": what it is has no verb yet. */
function participleHere(tokens: string[], at: number): boolean {
  return participles.has(tokens[at] ?? '') && prepositions.has(tokens[at + 1] ?? '')
}

/**
 * With one verb right behind a relative, or behind its subject, that verb is the relative's own; else it cannot be told
 * whose it is.
 */
function afterRelative(tokens: string[], at: number): Shape {
  const verbs = tokens.flatMap((word, i) => (i > at && finite.has(word) && !alsoNouns.has(word) ? [i] : []))
  const [first, second] = verbs
  if (second !== undefined) return 'whole'
  if (first === undefined || tokens[at] === 'to') return 'noun'
  return first === at + 1 || (first === at + 2 && subjects.has(tokens[at + 1] ?? '')) ? 'noun' : 'whole'
}

/** A verb that is said of what came before it, with no relative to take it for its own. */
function hasMainVerb(tokens: string[], from: number): boolean {
  for (let at = from; at < tokens.length; at++) {
    const word = tokens[at] ?? ''
    if (relatives.has(word)) return false
    if (finite.has(word) && !alsoNouns.has(word) && !participleHere(tokens, at)) return true
  }
  return false
}

/** A clause by its first verb, unless that may as well be a participle or a base form. */
function clauseIfSure(tokens: string[], from: number): Shape {
  const verb = tokens.slice(from).find(word => finite.has(word) && !alsoNouns.has(word)) ?? ''
  return ofOne.has(verb) || plural.has(verb) ? 'clause' : 'whole'
}

function quality(tokens: string[]): Shape {
  return hasMainVerb(tokens, 1) || tokens.some(word => subjects.has(word)) ? 'whole' : 'quality'
}

/** What begins with neither: a plural without a determiner names something, "contracts that nobody reads". */
function bare(tokens: string[]): Shape {
  if (hasSecondSubject(tokens)) return 'whole'
  const noun = tokens.findIndex(word => /[^sui]s$/.test(word) || word === 'people' || word === 'staff')
  if (noun < 0 || noun > 2) return 'whole'
  const next = tokens[noun + 1] ?? ''
  if (behindPlural.has(next)) return 'clause'
  if (next === '' || prepositions.has(next) || relatives.has(next) || next === 'and')
    return hasMainVerb(tokens, noun + 1) ? 'whole' : 'noun'
  return 'whole'
}

/** Words of which a sentence may begin with any, and that lose their capital inside one. */
const lowerable = new Set([...subjects, ...determiners].filter(word => word !== 'i'))

/** Whether words begin with a capital only since they begin a sentence: "The", "Every", "We", and no name. */
export function losesCapital(words: string): boolean {
  const opening = /^(\p{Lu}\p{Ll}*)(?![\p{L}\p{N}’'])/u.exec(words)?.[1]
  return opening !== undefined && lowerable.has(opening.toLowerCase())
}
