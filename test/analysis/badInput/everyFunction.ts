import type { Answer, Coding, Quote, Speaker } from '../../../analysis/index.ts'
import * as analysis from '../../../analysis/index.ts'

const rule = { id: 'rule', source: 'ferry OR constructor OR late NEAR/3 bus' }
const theme = {
  id: '__proto__',
  name: 'Ferries',
  parent: null,
  definition: '',
  include: '',
  exclude: '',
  colour: 'blue' as const,
  rules: [rule],
}

/** The texts as answers, each of a respondent of its own. */
export function answersOf(texts: readonly string[]): Answer[] {
  return texts.map((text, at) => ({ id: `text ${at}`, respondent: `respondent ${at}`, question: 'q', text }))
}

/** The last of a generator's values: what it returned. */
function returned<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** Learned once from ordinary texts, to be asked about extraordinary ones. */
const model = analysis.train(
  [
    'The ferry was late.',
    'Late ferries again.',
    'A late ferry.',
    'Tea was cold.',
    'Cold tea.',
    'Tea is cold.',
  ].map((text, at) => ({ id: `${at}`, text, labels: [at < 3 ? '__proto__' : 'constructor'] })),
)

const whole = ({ id, text }: Answer): Quote => ({ text: id, start: 0, end: text.length, edits: [] })
const examplesOf = (texts: readonly string[]) =>
  texts.map((text, at) => ({ id: `${at}`, text, labels: at % 2 === 0 ? ['__proto__'] : [] }))
const codingsOf = (answers: readonly Answer[]): Coding[] =>
  answers.map(({ id, respondent, text }) => ({
    ...{ id, text: id, respondent, theme: theme.id, start: 0, end: text.length },
    ...({ verdict: 'accepted', stance: 'supports', origin: 'unaided', coder: 'ann' } as const),
  }))
const speakerOf = (text: string): Speaker => ({
  ...{ respondent: 'r', choice: 'named', capacity: 'personal' },
  ...{ name: text, role: text, sector: text, organisation: text },
})
const otherRule = { ...theme, rules: [{ id: 'rule', source: 'bus* OR tea' }] }
const edit = analysis.compileEdit([theme], [otherRule])
const tagsOf = (answers: readonly Answer[]) => analysis.tag([theme], answers)
const setsOf = (texts: readonly string[]) =>
  new Map(texts.map((text, at) => [`${at}`, new Set([text, text.slice(0, 1)])]))
const codedBy = (texts: readonly string[]) =>
  new Map(
    texts.map((text, at) => [
      `${at}`,
      new Map([
        ['ann', new Set([text])],
        ['__proto__', new Set(['constructor'])],
      ]),
    ]),
  )

/**
 * Every function that takes something which a person wrote, asked about some texts with the rest of what it takes as it
 * should be.
 */
export const askedAboutTexts = {
  agreement: texts => analysis.agreement(texts.map(text => [text, texts[0] ?? null])),
  attribute: texts => texts.map(text => analysis.attribute(speakerOf(text))),
  brennanPrediger: texts => analysis.brennanPrediger(texts.map(text => [text, 'a'])),
  buildCorpusIndex: texts => analysis.buildCorpusIndex(answersOf(texts)).postings.length,
  codebookProblems: texts =>
    analysis.codebookProblems(
      texts.map(text => ({
        id: text,
        name: text,
        parent: texts[0] ?? null,
        rules: [{ id: text, source: text }],
      })),
    ),
  cohenKappa: texts => analysis.cohenKappa(texts.map(text => [text, 'a'])),
  collocations: texts => analysis.collocations(answersOf(texts), 'ferry', { fewest: 1 }),
  auditDraw: texts => {
    const draw = analysis.auditDraw<string>({ size: 2, seed: 1 })
    for (const text of texts) draw.add(text, text.length % 2 === 0)
    return draw.result()
  },
  compileCodebook: () => analysis.compileCodebook([theme]).rules.length,
  compileEdit: () => analysis.compileEdit([], [theme]).changed.size,
  concordance: texts => analysis.concordance(answersOf(texts), 'ferry', { order: 'left', width: 3 }),
  countWords: texts => texts.map(analysis.countWords),
  crossValidateInSteps: texts =>
    texts.length === 0 ? null : returned(analysis.crossValidateInSteps(examplesOf(texts), 3)),
  decodeModel: () => analysis.decodeModel(analysis.encodeModel(model)).themes,
  detectLanguage: texts => texts.map(analysis.detectLanguage),
  designEffect: texts =>
    analysis.designEffect(texts.map(text => ({ reviewed: text.length, accepted: text.length % 2 }))),
  draftFinding: texts =>
    analysis.draftFinding({
      themes: [{ name: texts[0] ?? 'Ferries', respondents: 1 }],
      of: 1,
      basis: 'tags',
      quotes: texts.map(words => ({ words, who: words, isFragment: false })),
      counters: [],
    }),
  duplicates: texts =>
    analysis.duplicates(answersOf([...texts, ...texts]), { wording: texts.slice(0, 1), fewestWords: 5 }),
  editNote: texts => answersOf(texts).map(answer => analysis.editNote(answer.text, whole(answer))),
  editProblems: texts => answersOf(texts).map(answer => analysis.editProblems(answer.text, whole(answer))),
  editWarnings: texts => answersOf(texts).map(answer => analysis.editWarnings(answer.text, whole(answer))),
  encodeModel: () => analysis.encodeModel(model).length,
  explainLearned: texts =>
    answersOf(texts).flatMap(answer =>
      analysis.learnedTags(model, answer).map(tag => analysis.explainLearned(tag, answer.text)),
    ),
  explainPrediction: texts =>
    texts.map(text =>
      analysis.explainPrediction(model, { text, question: text, rules: [text] }, '__proto__'),
    ),
  explainTag: texts =>
    answersOf(texts).flatMap(answer =>
      tagsOf([answer]).map(tag => analysis.explainTag(tag, rule, answer.text)),
    ),
  fleissKappa: texts => analysis.fleissKappa(texts.map(text => [text, 'a', null])),
  gwetAC1: texts => analysis.gwetAC1(texts.map(text => [text, 'a'])),
  inScope: texts => analysis.inScope(answersOf(texts), { withdrawn: new Set() }).length,
  isNonAnswer: texts => texts.map(analysis.isNonAnswer),
  htmlDraft: texts => texts.map(text => analysis.htmlDraft(text)),
  keyness: texts => analysis.keyness(answersOf(texts), answersOf(texts.slice(1)), { fewest: 1, longest: 4 }),
  keyphrases: texts => analysis.keyphrases(answersOf([...texts, ...texts])),
  keyphrasesOfEach: texts => [...analysis.keyphrasesOfEach(answersOf(texts))],
  krippendorffAlpha: texts =>
    analysis.levels.map(level =>
      analysis.krippendorffAlpha(
        texts.map(text => [text, 'a']),
        level,
      ),
    ),
  krippendorffInterval: texts =>
    analysis.krippendorffInterval(
      texts.map(text => [text, 'a']),
      'nominal',
      { resamples: 20 },
    ),
  learnedTags: texts => answersOf(texts).flatMap(answer => analysis.learnedTags(model, answer)),
  LintSieve: texts => {
    const sieve = new analysis.LintSieve(analysis.markdownDraft(texts.map(text => `“${text}”`).join('\n\n')))
    sieve.take(answersOf(texts))
    return sieve.kept()
  },
  lintDraft: texts =>
    [
      analysis.htmlDraft(texts.map(text => `<p>${text}</p>`).join('')),
      analysis.wordDraft(texts.map(text => ({ text: `“${text}”`, quote: false, place: text }))),
    ].map(draft =>
      analysis.lintDraft(draft, analysis.buildCorpusIndex(answersOf(texts)), {
        speaker: respondent => ({ ...speakerOf(texts.join(' ').slice(0, 200)), respondent }),
        evidence: texts.map(text => ({ name: 'constructor', text })),
      }),
    ),
  lintMarkdown: texts =>
    texts.map(text =>
      analysis.lintMarkdown(`“${text}”\n\n> ${text}`, analysis.buildCorpusIndex(answersOf(texts))),
    ),
  markdownDraft: texts => texts.map(text => analysis.markdownDraft(text)),
  masiAlpha: texts => analysis.masiAlpha(codedBy(texts), { resamples: 20 }),
  masiDistance: texts => texts.map(text => analysis.masiDistance(new Set([text]), new Set(texts))),
  measure: texts => analysis.measure(texts.map(text => ({ labels: [text], given: ['constructor'] }))),
  parseRule: texts => texts.map(analysis.parseRule),
  percentAgreement: texts => analysis.percentAgreement(texts.map(text => [text, 'a'])),
  permits: texts => texts.map(text => analysis.permits(speakerOf(text))),
  personalDetails: texts =>
    texts.map(text =>
      analysis.personalDetails(text, { name: text.slice(0, 60), organisation: text.slice(0, 60) }),
    ),
  predict: texts => texts.map(text => analysis.predict(model, { text, question: text, rules: [text] })),
  prevalence: texts => {
    const answers = answersOf(texts)
    const claim = { themes: [theme.id], match: 'any' as const }
    return analysis.prevalence({ claim, answers, codings: codingsOf(answers), tags: tagsOf(answers) })
  },
  qualityInSteps: texts =>
    texts.length === 0 ? null : returned(analysis.qualityInSteps(examplesOf(texts), { repeats: 1 })),
  quoteWords: texts => answersOf(texts).map(answer => analysis.quoteWords(answer.text, whole(answer))),
  redact: texts => texts.map(text => analysis.redact(text, analysis.personalDetails(text))),
  redactionEdits: texts =>
    answersOf(texts).map(answer =>
      analysis.redactionEdits(answer.text, whole(answer), analysis.personalDetails(answer.text)),
    ),
  retagAnswer: texts => answersOf(texts).map(answer => analysis.retagAnswer(edit, answer, tagsOf([answer]))),
  reviewOrder: texts =>
    analysis.reviewOrder(
      texts.map((id, at) => ({ id, probability: at / texts.length, tagged: at % 2 === 0 })),
      { threshold: 0.5, seed: 1 },
    ),
  scottPi: texts => analysis.scottPi(texts.map(text => [text, 'a'])),
  selectQuotes: texts =>
    analysis.selectQuotes(
      answersOf(texts).map(answer => ({
        ...{ answer, start: 0, end: answer.text.length, group: answer.text, permitted: true },
      })),
    ),
  sentences: texts => texts.map(analysis.sentences),
  stem: texts => texts.map(analysis.stem),
  storedForm: texts => texts.map(analysis.storedForm),
  tag: texts => tagsOf(answersOf(texts)),
  tagAnswer: texts =>
    answersOf(texts).map(answer => analysis.tagAnswer(analysis.compileCodebook([theme]), answer)),
  themeAgreement: texts => analysis.themeAgreement(codedBy(texts), { resamples: 20 }),
  themePairs: texts => analysis.themePairs(setsOf(texts)),
  themeProposals: texts => analysis.themeProposals(answersOf([...texts, ...texts, ...texts]), []),
  themesToRetag: texts =>
    analysis.themesToRetag(
      [theme],
      texts.map(id => ({ id, rules: [{ id, source: id }] })),
    ),
  themesTogether: texts => analysis.themesTogether(setsOf(texts), { fewest: 1 }),
  toOriginal: texts =>
    texts.map(text => {
      const redacted = analysis.redact(text, analysis.personalDetails(text))
      return analysis.toOriginal(redacted, redacted.text.length)
    }),
  tokenise: texts => texts.map(analysis.tokenise),
  toRedacted: texts =>
    texts.map(text =>
      analysis.toRedacted(analysis.redact(text, analysis.personalDetails(text)), text.length),
    ),
  train: texts => (texts.length === 0 ? null : analysis.train(examplesOf(texts)).themes),
  trainInSteps: texts =>
    texts.length === 0 ? null : returned(analysis.trainInSteps(examplesOf(texts))).weights,
  unitizingAlpha: texts =>
    analysis.unitizingAlpha(
      [texts, texts.slice(1)].map(own => own.map((text, at) => ({ start: at, end: at + 2, theme: text }))),
      { start: 0, end: texts.length + 2 },
    ),
  verifyQuote: texts =>
    answersOf(texts).map(answer => analysis.verifyQuote(answer, whole(answer), answer.text)),
  voices: texts => {
    const answers = answersOf([...texts, ...texts])
    return analysis.voices(analysis.duplicates(answers).clusters, texts, 'as one')
  },
  wordDraft: texts =>
    analysis.wordDraft(texts.map(text => ({ text, quote: text.length % 2 === 0, place: text }))),
} satisfies Partial<Record<keyof typeof analysis, (texts: readonly string[]) => unknown>>

/** Functions of numbers alone. */
export const askedAboutNumbers = {
  auditEstimate: ([passages, reviewed, accepted]) => {
    const stratum = { passages, reviewed, accepted }
    return analysis.auditEstimate({ tagged: stratum, untagged: { ...stratum, accepted: 0 } })
  },
  benjaminiHochberg: numbers => analysis.benjaminiHochberg(numbers.map(number => number / (1 + number))),
  chiSquaredTail: ([number]) => analysis.chiSquaredTail(number),
  logDice: ([one, other, together]) => analysis.logDice(together, one, other),
  logLikelihood: ([size, sizeAgainst, found]) => analysis.logLikelihood(found, size, found, sizeAgainst),
  logRatio: ([size, sizeAgainst, found]) => analysis.logRatio(found, size, found, sizeAgainst),
  quantifier: ([of, count]) => analysis.quantifier(count, of),
  wilson: ([trials, successes]) => analysis.wilson(successes, trials),
} satisfies Partial<Record<keyof typeof analysis, (numbers: [number, number, number]) => unknown>>

/** The lists and limits that the analysis exports beside its functions. */
export const values = [
  'allFeatureKinds',
  'failingVerdicts',
  'fewestExamples',
  'levels',
  'nonAnswers',
  'ruleLimits',
]

/** So many different words, without a stop. */
export function manyWords(count: number): string {
  const letters = (at: number) =>
    at.toString(26).replace(/[0-9]/g, digit => 'qrstuvwxyz'[Number(digit)] ?? '')
  return Array.from({ length: count }, (_, at) => `w${letters(at)}`).join(' ')
}
