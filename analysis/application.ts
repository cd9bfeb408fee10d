/**
 * What Soundings itself needs besides `index.ts`, and nobody else: the closed lists that its forms and stores are made
 * from, the wording of its pages and reports, and counts in the steps in which it keeps them. It is no part of
 * `soundings/analysis`, and may change with the pages.
 */
export { type Share, shareChange } from './agreement/shareChange.ts'
export { type NewThemes, newThemesOver, type ReadResponse } from './discovery/newThemes.ts'
export {
  type CampaignCount,
  campaignCount,
  campaignWords,
  type Letter,
} from './findings/campaignCount.ts'
export { Frames } from './findings/drafting/frames.ts'
export { fragmentShape, losesCapital, type Shape } from './findings/drafting/shape.ts'
export { escapeMarkdown } from './findings/escapeMarkdown.ts'
export { figuresNotIn } from './findings/figures.ts'
export { groupTable, smallGroups, tellsGroups, unknownGroup } from './findings/groupTable.ts'
export { type Position, positionsOn, tallied, unreviewedTags } from './findings/prevalence.ts'
export { promptedThemes } from './findings/prompted.ts'
export { fewestForWords, respondents, shareOf } from './findings/quantifiers.ts'
export { raisedSentence } from './findings/raised.ts'
export { type Settles, settledCodings } from './findings/settled.ts'
export { fewestInCell, type PrintedTable, suppressed } from './findings/suppression.ts'
export { type TellingChange, tellingChanges } from './findings/tableChanges.ts'
export { statesCause } from './findings/wording/claims.ts'
export type { WordingFacts } from './findings/wording/warning.ts'
export { wordingWarnings } from './findings/wording/wording.ts'
export { attributionChoices, capacities, origins, stances, themeColours, verdicts } from './model.ts'
export { detailLabels } from './privacy/detail.ts'
export { endsInAside, printedLine } from './quotes/attribution.ts'
export { bracketEdit } from './quotes/bracket.ts'
export {
  type AttributionDetail,
  attributionDetails,
  detailOf,
  guardedSpeaker,
} from './quotes/disclosure.ts'
export { takesWords } from './quotes/edits.ts'
export {
  britishStyle,
  contributorNames,
  contributorNoun,
  countInWords,
  dashStyles,
  type HouseStyle,
  letterStyles,
  markStyles,
  numeralStyles,
  stopPlaces,
} from './quotes/houseStyle.ts'
export {
  attributeAll,
  capitalised,
  endsTogetherInAside,
  inSentence,
  leadWords,
  listed,
  opensSentence,
} from './quotes/lead.ts'
export { listedEdits } from './quotes/note.ts'
export { inQuoteMarks, type PrintedRun, printedRuns, withStop } from './quotes/printed.ts'
export { shortenQuote } from './quotes/shorten.ts'
export { type Piece, quotePieces, redactionMark } from './quotes/words.ts'
export { seededRandom, shuffle } from './random.ts'
export { learnedRule } from './tagging/classifier/learnedTags.ts'
export { taggingEngine } from './tagging/engine.ts'
export { mayBeEnglish } from './tagging/foreign.ts'
export { ruleKeys, searchKeysVersion, textKeys } from './tagging/searchKeys.ts'
export { movedSpan, type TextChange, textChanges, withChanges } from './text/difference/changes.ts'
export { commonParts } from './text/difference/commonParts.ts'
export { type ComparedView, comparedView } from './text/difference/compared.ts'
export { knownLanguages } from './text/language/detect.ts'
export { isOrdinary } from './text/ordinaryWords.ts'
