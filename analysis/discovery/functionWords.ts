import { apostrophes } from '../text/characters.ts'

/**
 * English function words by class, in lower case: words that hold a sentence together and name nothing. Compiled
 * from the closed classes of the grammar, so the list is not tuned to any field. Joined forms ("don't") are known by
 * their parts.
 */
const classes = {
  articlesAndDeterminers:
    'a an the this that these those some any each every either neither both all half no none such own same other others another enough much many more most few fewer fewest several less least lot lots bit plenty',
  pronouns:
    'i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves one ones oneself who whom whose which what whatever whichever whoever someone somebody something anyone anybody anything everyone everybody everything nobody nothing',
  prepositions:
    'about above across after against along alongside amid among amongst around as at before behind below beneath beside besides between beyond by concerning despite down during except for from in inside into like minus near of off on onto opposite out outside over past per plus regarding round since than through throughout till to toward towards under underneath unlike until up upon versus via with within without',
  conjunctions:
    'and or nor but yet so if unless although though because whereas while whilst whether when whenever where wherever how however therefore thus hence',
  auxiliaries:
    "am is are was were be been being have has had having do does did doing done can cannot can't could will won't would shall shan't should may might must ought need dare used get gets got getting gotten let lets",
  adverbs:
    'not never ever always often sometimes usually again already also almost just only even still too very quite rather really so then there here now once twice perhaps maybe well else instead indeed simply actually basically certainly definitely probably especially particularly generally away back ago later soon yes yeah please etc eg ie e.g. i.e. why far further',
  emptyVerbs:
    'say says said saying go goes going gone went come comes came coming make makes made making take takes took taken taking seem seems seemed become becomes became put puts know knows knew known think thinks thought feel feels felt want wants wanted see sees saw seen look looks looked give gives gave given keep keeps kept',
} as const

const words = new Set(Object.values(classes).flatMap(list => list.split(' ')))

/** "n't" and what follows an apostrophe in "we've", "she'll", "it's": the part before them decides. */
const joined = new RegExp(`(?:n[${apostrophes}]t|[${apostrophes}](?:s|m|d|re|ve|ll))$`)

/**
 * Whether a word only holds a sentence together ("the", "of", "wouldn't", "they've").
 *
 * @param word in lower case with straight apostrophes, as `tokenise` gives it
 * @example isFunctionWord("they've") // true
 */
export function isFunctionWord(word: string): boolean {
  return words.has(word) || words.has(word.replace(joined, ''))
}

/** Function words that a phrase may hold inside: "quality of care", "access to the building". */
const links = new Set('of for in to on at with from by and or the a an'.split(' '))

/** @param word in lower case */
export function isLinkWord(word: string): boolean {
  return links.has(word)
}
