/** Words that are spelt otherwise by no rule: the British spelling, then the American. */
export const oddSpellings: ReadonlyMap<string, string> = new Map<string, string>(
  `programme program|programmes programs|defence defense|defences defenses|offence offense|offences offenses
licence license|licences licenses|licenced licensed|practise practice|practised practiced|practises practices|practising practicing
pretence pretense|skilful skillful|skilfully skillfully|wilful willful|fulfil fulfill|fulfils fulfills|fulfilment fulfillment
enrol enroll|enrols enrolls|enrolment enrollment|enrolments enrollments|instalment installment|instalments installments|instil instill
grey gray|judgement judgment|judgements judgments|acknowledgement acknowledgment|ageing aging|artefact artifact|artefacts artifacts
sceptic skeptic|sceptics skeptics|sceptical skeptical|scepticism skepticism|maths math|whilst while|amongst among|learnt learned
spelt spelled|burnt burned|plough plow|mould mold|manoeuvre maneuver|manoeuvres maneuvers|aluminium aluminum|jewellery jewelry
paediatric pediatric|paediatrics pediatrics|anaesthetic anesthetic|haemorrhage hemorrhage|diarrhoea diarrhea|aesthetic esthetic|mum mom
analysis analyze|focussed focused|focussing focusing|focusses focuses|biassed biased|enquiry inquiry|enquiries inquiries|enquire inquire|enquired inquired
cosy cozy|draught draft|kerb curb|sulphur sulfur|tonne ton|tonnes tons|storey story|storeys stories`
    .split(/[|\n]/)
    .map(pair => pair.split(' '))
    .map(([british = '', american = '']) => [british, american]),
)

const beforeOur =
  'behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum|vap|vig|endeav|parl|savi|sav|splend|tum|val|cand|clam|demean|ferv|glam|od|ranc|rig|arm|ard'
const beforeRe = '(?:kilo|centi|milli)?(?:cent|met|lit|theat|fib|calib|lust|spect|somb|meag|manoeuv)'
const beforeOgue = 'catal|dial|anal|monol|epil|prol'
const beforeDoubleL =
  'travel|cancel|counsel|model|label|level|signal|fuel|marvel|tunnel|channel|quarrel|total|dial|equal|panel|rival|shovel|funnel|initial'

/** Each family of spellings: what to find, and its American form. */
const families: [RegExp, string][] = [
  [new RegExp(`(${beforeOur})our`), '$1or'],
  [new RegExp(`^(${beforeRe})re(s?)$`), '$1er$2'],
  [/^(cent|calib)red$/, '$1ered'],
  [/^(cent|calib)ring$/, '$1ering'],
  [new RegExp(`^(${beforeOgue})ogu(?:e(s|d)?)$`), '$1og$2'],
  [new RegExp(`^(${beforeDoubleL})l(ed|ing|er|ers|or|ors)$`), '$1$2'],
  [/lys(e|es|ed|ing|er|ers)$/, 'lyz$1'],
]

/** What a British spelling of some family holds: most words hold none of it, and are told so at once. */
const mayBeBritish = /our|re|cent|calib|ogu|ll|lys/

/** Where the American spelling of a family, or of a verb in "ise", may part from the British: before this letter. */
const partings = [
  new RegExp(`(?<=(?:${beforeOur})o).`),
  new RegExp(`(?<=^${beforeRe}).`),
  new RegExp(`(?<=^(?:${beforeOgue})og).`),
  new RegExp(`(?<=^(?:${beforeDoubleL})).`),
  /(?<=[iy])z/,
]

const iseEnding = /is(e|es|ed|ing|er|ers|ation|ations|ational|able)$/

/** Words whose "ise" is no ending, and so is spelt alike everywhere. */
const keepsIse =
  /^(?:un|re|over|under|dis|mis)?(?:(?:adv|advert|ar|appra|bra|bru|ch?a|compr|comprom|conc|cru|d[ei]m|desp|dev|disgu|enterpr|exc|exerc|expert|franch|gu|improv|inc|lia|like|merchand|no|other|para?d|po|pra|prec|prem|prom|ra|rev|r|superv|surm|surpr|telev|treat|w|dise?a|cerem|ma|v|m)is(?:e|es|ed|ing|er|ers|able))$/

/**
 * Brings British spellings to American ones, so that either finds the other: organisation → organization,
 * labour → labor, programme → program, skilful → skillful.
 *
 * @param word in lower case
 */
export function americanSpelling(word: string): string {
  const known = oddSpellings.get(word)
  if (known !== undefined) return known
  if (mayBeBritish.test(word)) {
    for (const [british, american] of families) if (british.test(word)) return word.replace(british, american)
  }
  return word.length > 5 && iseEnding.test(word) && !keepsIse.test(word)
    ? word.replace(iseEnding, 'iz$1')
    : word
}

/** The beginning of a word, as the same words begin in American spelling: organis → organiz, defenc → defens. */
export function americanPrefix(prefix: string): string {
  for (const ending of ['', 'e', 'ul']) {
    const american = americanSpelling(prefix + ending)
    if (american !== prefix + ending && american.endsWith(ending)) {
      return american.slice(0, american.length - ending.length)
    }
  }
  return prefix
}

/**
 * The beginning that every spelling of a word, or of words that go on from it, has in common, odd spellings aside:
 * color → colo, organize → organi.
 *
 * @param american in lower case and American spelling
 */
export function sharedStart(american: string): string {
  const ends = partings.map(parting => american.search(parting)).filter(end => end !== -1)
  return american.slice(0, Math.min(american.length, ...ends))
}
