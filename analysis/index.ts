export { type Agreement, agreement } from './agreement/agreement.ts'
export type { BootstrapOptions, Interval } from './agreement/bootstrap.ts'
export { brennanPrediger } from './agreement/brennanPrediger.ts'
export { cohenKappa } from './agreement/cohen.ts'
export { fleissKappa } from './agreement/fleiss.ts'
export { gwetAC1 } from './agreement/gwet.ts'
export { krippendorffAlpha, krippendorffInterval } from './agreement/krippendorff.ts'
export { type Level, levels } from './agreement/levels.ts'
export { masiAlpha, masiDistance } from './agreement/masi.ts'
export { percentAgreement } from './agreement/percent.ts'
export type { Coefficient, Rating, Ratings } from './agreement/ratings.ts'
export { scottPi } from './agreement/scott.ts'
export type { ThemeCodings } from './agreement/themeCodings.ts'
export { type ThemeAgreement, themeAgreement } from './agreement/themes.ts'
export { type CodedSpans, type SpanAgreement, unitizingAlpha } from './agreement/unitizing.ts'
export { type Collocate, type CollocationOptions, collocations } from './discovery/collocations.ts'
export {
  type ConcordanceLine,
  type ConcordanceOptions,
  type ConcordanceOrder,
  concordance,
} from './discovery/concordance.ts'
export { type DuplicateOptions, duplicates } from './discovery/duplicates/duplicates.ts'
export type { Addition, AlikePair, Cluster, Duplicates, Member } from './discovery/duplicates/result.ts'
export { type CampaignCount, type Voices, voices } from './discovery/duplicates/voices.ts'
export { type KeynessOptions, type KeyTerm, keyness } from './discovery/keyness.ts'
export { type Keyphrase, type KeyphraseOptions, keyphrases } from './discovery/keyphrases.ts'
export { keyphrasesOfEach, type ResponseKeyphrases } from './discovery/keyphrasesOfEach.ts'
export { benjaminiHochberg } from './discovery/statistics/benjaminiHochberg.ts'
export { chiSquaredTail } from './discovery/statistics/chiSquaredTail.ts'
export { logDice } from './discovery/statistics/logDice.ts'
export { logLikelihood } from './discovery/statistics/logLikelihood.ts'
export { logRatio } from './discovery/statistics/logRatio.ts'
export { type ThemePair, themePairs } from './discovery/themePairs.ts'
export { type ProposalOptions, type ThemeProposal, themeProposals } from './discovery/themeProposals.ts'
export type { Passage } from './findings/candidates.ts'
export { type ThemeSet, themesTogether } from './findings/cooccurrence.ts'
export {
  type Draft,
  type DraftInput,
  type DraftQuote,
  type DraftTheme,
  draftFinding,
} from './findings/draft.ts'
export {
  type Claim,
  inScope,
  type Prevalence,
  type PrevalenceInput,
  prevalence,
} from './findings/prevalence.ts'
export { type Quantifier, quantifier } from './findings/quantifiers.ts'
export type { Raised } from './findings/raised.ts'
export { type Selected, selectQuotes } from './findings/select.ts'
export type {
  Answer,
  AttributionChoice,
  Capacity,
  Coding,
  Edit,
  Origin,
  Problem,
  Quote,
  Rule,
  Span,
  Speaker,
  Stance,
  Tag,
  Theme,
  ThemeColour,
  Verdict,
} from './model.ts'
export type { Detail, DetailKind } from './privacy/detail.ts'
export type { Own } from './privacy/own.ts'
export { personalDetails } from './privacy/personalDetails.ts'
export { type Attribution, attribute } from './quotes/attribution.ts'
export { editProblems } from './quotes/edits.ts'
export { buildCorpusIndex, type CorpusIndex } from './quotes/lint/corpus.ts'
export type { Change } from './quotes/lint/difference.ts'
export { htmlDraft } from './quotes/lint/html.ts'
export type { Permission } from './quotes/lint/judge.ts'
export { type Excerpt, type LintOptions, lintDraft, lintMarkdown } from './quotes/lint/lint.ts'
export { markdownDraft } from './quotes/lint/markdown.ts'
export type { DraftBlock, LintDraft } from './quotes/lint/plainText.ts'
export {
  failingVerdicts,
  type LintedQuote,
  type LintedSentence,
  type LintResult,
  type LintSummary,
  type LintVerdict,
  type Mend,
} from './quotes/lint/result.ts'
export { LintSieve } from './quotes/lint/sieve.ts'
export { wordDraft } from './quotes/lint/word.ts'
export { permits } from './quotes/maySay.ts'
export { editNote } from './quotes/note.ts'
export {
  type Redaction,
  type RedactionPart,
  redact,
  redactionEdits,
  toOriginal,
  toRedacted,
} from './quotes/redact.ts'
export { verifyQuote } from './quotes/verify.ts'
export { editWarnings } from './quotes/warnings.ts'
export { quoteWords } from './quotes/words.ts'
export { themesToRetag } from './tagging/changed.ts'
export { type AuditDraw, auditDraw, type Drawn } from './tagging/classifier/auditDraw.ts'
export {
  type AuditedStrata,
  type AuditedStratum,
  auditEstimate,
  type Estimate,
} from './tagging/classifier/auditEstimate.ts'
export type { Calibration } from './tagging/classifier/calibration.ts'
export {
  crossValidateInSteps,
  type QualityStep,
  qualityInSteps,
} from './tagging/classifier/crossValidate.ts'
export { type DrawnTogether, designEffect } from './tagging/classifier/designEffect.ts'
export type { Example, Unlabelled } from './tagging/classifier/example.ts'
export { explainPrediction, type Reason } from './tagging/classifier/explainPrediction.ts'
export { allFeatureKinds, type FeatureKind } from './tagging/classifier/features.ts'
export { learnedTags } from './tagging/classifier/learnedTags.ts'
export {
  fewestExamples,
  type Judged,
  measure,
  type Quality,
  type ThemeQuality,
} from './tagging/classifier/measure.ts'
export type { ModelTheme, ThemeModel } from './tagging/classifier/model.ts'
export { decodeModel, encodeModel } from './tagging/classifier/modelBytes.ts'
export { type Certainty, type Prediction, predict } from './tagging/classifier/predict.ts'
export {
  type Review,
  type Reviewable,
  type ReviewOptions,
  reviewOrder,
} from './tagging/classifier/reviewOrder.ts'
export {
  type TrainingStep,
  type TrainOptions,
  train,
  trainInSteps,
} from './tagging/classifier/train.ts'
export { type ShareInterval, wilson } from './tagging/classifier/wilson.ts'
export { codebookProblems } from './tagging/codebook.ts'
export { explainLearned, explainTag } from './tagging/explain.ts'
export { parseRule, type RuleParse } from './tagging/parse.ts'
export { type CompiledEdit, compileEdit, retagAnswer } from './tagging/retag.ts'
export { type Expression, type ParsedRule, type RuleProblem, ruleLimits, type Scope } from './tagging/rule.ts'
export { compileCodebook, type Tagger, tag, tagAnswer } from './tagging/tag.ts'
export { detectLanguage, type LanguageGuess } from './text/language/detect.ts'
export { isNonAnswer, nonAnswers } from './text/nonAnswers.ts'
export { type StoredForm, storedForm, type TextFault } from './text/normalise.ts'
export { sentences } from './text/sentences.ts'
export { stem } from './text/stem.ts'
export { type Token, tokenise } from './text/tokens.ts'
export { countWords } from './text/words.ts'
