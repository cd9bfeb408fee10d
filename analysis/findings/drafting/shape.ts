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

const set = (words: string) => new Set(words.split(' '))

const subjects = set(
  'i we you he she they it there nobody everyone everybody somebody someone nothing everything people',
)
const determiners = set(
  'the a an our my your his her its their this that these those some many most all each every no any both several few another other more less such one two three four five six seven eight nine ten',
)
const singular = set('a an this that each every another no its')
const finite = set(
  'is are was were am has have had do does did will would can could should may might must cannot isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t goes go takes take took makes make made leaves leave left keeps keep kept gets get got asks ask asked knows know knew wants want wanted needs need needed means mean meant says say said sees see saw treats treat treated decides decide decided works work worked runs run ran waits wait waited gives give gave brings bring brought pays pay paid costs cost stays stay stayed comes come came holds hold held tells tell told thinks think thought finds find found becomes become became happens happen happened buys buy bought learns learn learned feels feel felt seems seem stops stop stopped helps help helped writes write wrote loses lose lost',
)
/** Of the verbs that may open a predicate, those that any one thing may have for its subject. */
const ofOne = set(
  'is was has had does did will would can could should may might must cannot isn’t wasn’t hasn’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t goes takes took makes made leaves keeps kept gets got asks asked knows knew wants needs means meant says said treats decides works runs ran waits gives gave brings brought pays paid costs stays stayed comes came holds held tells told thinks thought finds found becomes became happens happened buys bought learns feels felt seems stops stopped helps writes wrote loses lost',
)
const auxiliary = set(
  'is are was were has have had do does did will would can could should may might must cannot',
)
/** Nouns as often as verbs: behind a determiner they are taken for nouns. */
const alsoNouns = set(
  'work need cost stay help want pay run wait stop hold means thought works needs costs runs waits stops',
)
const relatives = set('that which who whom whose where when what why how because if while as than to')
const prepositions = set(
  'of in on at by for from with without into onto over under about through between among across behind before after during per within against towards like via',
)
const notDoing = set(
  'thing nothing something everything anything during spring morning evening string king ring bring sing according including ceiling building buildings wing',
)
const participles = set(
  'seen known left run built held kept made told given taken driven written done lost bought sold led',
)
const degrees = set('not too so very quite rather far utterly overly barely hardly never always increasingly')
const qualityEnd = /(?:ful|less|ous|able|ible|ive|ical|ic|ary|ent|ant|ish)$/

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
    if (finite.has(word) && at > 1 && !participleHere(tokens, at) && !(alsoNouns.has(word) && at === 1))
      return at === tokens.length - 1 && alsoNouns.has(word)
        ? 'noun'
        : alsoNouns.has(word)
          ? 'whole'
          : 'clause'
    if (prepositions.has(word))
      return hasMainVerb(tokens, at + 1) ? unsureOr('clause', tokens, at + 1) : 'noun'
    const mayBeVerb = isOne && at > 1 && at < tokens.length - 1 && /[^sui]s$/.test(word)
    const mayBePast = at > 1 && /[a-z]{2}ed$/.test(word) && !prepositions.has(tokens[at + 1] ?? '')
    if (mayBeVerb || mayBePast) return 'whole'
  }
  return 'noun'
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

/** A verb that may be a participle or a base form leaves it open. */
function unsureOr(shape: Shape, tokens: string[], from: number): Shape {
  const verb = tokens.slice(from).find(word => finite.has(word) && !alsoNouns.has(word)) ?? ''
  return ofOne.has(verb) || ['are', 'were', 'have', 'do', 'don’t', 'aren’t', 'haven’t'].includes(verb)
    ? shape
    : 'whole'
}

function quality(tokens: string[]): Shape {
  return hasMainVerb(tokens, 1) || tokens.some(word => subjects.has(word)) ? 'whole' : 'quality'
}

/** What begins with neither: a plural without a determiner names something, "contracts that nobody reads". */
function bare(tokens: string[]): Shape {
  if (hasSecondSubject(tokens)) return 'whole'
  const plural = tokens.findIndex(word => /[^sui]s$/.test(word) || word === 'people' || word === 'staff')
  if (plural < 0 || plural > 2) return 'whole'
  const next = tokens[plural + 1] ?? ''
  if (
    [
      'are',
      'were',
      'have',
      'do',
      'don’t',
      'aren’t',
      'will',
      'would',
      'can',
      'cannot',
      'can’t',
      'could',
      'should',
      'must',
    ].includes(next)
  )
    return 'clause'
  if (next === '' || prepositions.has(next) || relatives.has(next) || next === 'and')
    return hasMainVerb(tokens, plural + 1) ? 'whole' : 'noun'
  return 'whole'
}

/** Words of which a sentence may begin with any, and that lose their capital inside one. */
const lowerable = new Set([...subjects, ...determiners].filter(word => word !== 'i' && word.length > 0))

/** Whether words begin with a capital only since they begin a sentence: "The", "Every", "We", and no name. */
export function losesCapital(words: string): boolean {
  const opening = /^(\p{Lu}\p{Ll}*)(?![\p{L}\p{N}’'])/u.exec(words)?.[1]
  return opening !== undefined && lowerable.has(opening.toLowerCase())
}
