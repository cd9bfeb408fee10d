/*
 * The small words and verbs by which the shape of a fragment is told; see shape.ts.
 */

const set = (words: string) => new Set(words.split(' '))

export const subjects = set(
  'i we you he she they it there nobody everyone everybody somebody someone nothing everything people',
)
export const determiners = set(
  'the a an our my your his her its their this that these those some many most all each every no any both several few another other more less such one two three four five six seven eight nine ten',
)
export const singular = set('a an this that each every another no its')
export const finite = set(
  'is are was were am has have had do does did will would can could should may might must cannot isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t goes go takes take took makes make made leaves leave left keeps keep kept gets get got asks ask asked knows know knew wants want wanted needs need needed means mean meant says say said sees see saw treats treat treated decides decide decided works work worked runs run ran waits wait waited gives give gave brings bring brought pays pay paid costs cost stays stay stayed comes come came holds hold held tells tell told thinks think thought finds find found becomes become became happens happen happened buys buy bought learns learn learned feels feel felt seems seem stops stop stopped helps help helped writes write wrote loses lose lost',
)
/** Of the verbs that may open a predicate, those that any one thing may have for its subject. */
export const ofOne = set(
  'is was has had does did will would can could should may might must cannot isn’t wasn’t hasn’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t goes takes took makes made leaves keeps kept gets got asks asked knows knew wants needs means meant says said treats decides works runs ran waits gives gave brings brought pays paid costs stays stayed comes came holds held tells told thinks thought finds found becomes became happens happened buys bought learns feels felt seems stops stopped helps writes wrote loses lost',
)
export const auxiliary = set(
  'is are was were has have had do does did will would can could should may might must cannot',
)
/** Nouns as often as verbs: behind a determiner they are taken for nouns. */
export const alsoNouns = set(
  'work need cost stay help want pay run wait stop hold means thought works needs costs runs waits stops',
)
export const relatives = set('that which who whom whose where when what why how because if while as than to')
export const prepositions = set(
  'of in on at by for from with without into onto over under about through between among across behind before after during per within against towards like via',
)
export const notDoing = set(
  'thing nothing something everything anything during spring morning evening string king ring bring sing according including ceiling building buildings wing',
)
export const participles = set(
  'seen known left run built held kept made told given taken driven written done lost bought sold led',
)
export const degrees = set(
  'not too so very quite rather far utterly overly barely hardly never always increasingly',
)
export const qualityEnd = /(?:ful|less|ous|able|ible|ive|ical|ic|ary|ent|ant|ish)$/
export const plural = set('are were have do don’t aren’t weren’t haven’t')
/** What begins a clause behind a plural noun. */
export const behindPlural = set('are were have do don’t aren’t will would can cannot can’t could should must')
/** Determiners that stand for people or things by themselves too: "this is slow", "many have left". */
export const alsoPronouns = set('this that these those some many most all each any both several few another')
