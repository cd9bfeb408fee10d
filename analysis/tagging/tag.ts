import type { Answer, Span, Tag, Theme } from '../model.ts'
import { AnswerMatches, type SentenceMatches } from './answerMatches.ts'
import { Automaton } from './automaton.ts'
import { isSurelyEnglish, mayBeEnglish } from './foreign.ts'
import { allNegated, type CompiledExpression, evaluate, type Match } from './matches.ts'
import { parseRule } from './parse.ts'
import type { Expression, Scope } from './rule.ts'
import { type Digest, digest, tagId } from './tagId.ts'
import { TokenisedText } from './tokenised.ts'
import { Vocabulary } from './vocabulary.ts'

type CompiledRule = {
  theme: string
  rule: string
  digest: Digest
  scope: Scope
  expression: CompiledExpression
}

/** A codebook made ready for tagging. It remembers words and states, so one is best used for many answers. */
export type Tagger = {
  readonly vocabulary: Vocabulary
  readonly automaton: Automaton
  readonly rules: readonly CompiledRule[]
  /** The text that is being tagged. */
  readonly text: TokenisedText
  /** For each term of the automaton, the rules in which it stands, by their place in `rules`. */
  readonly rulesOfTerm: readonly (readonly number[])[]
}

/**
 * Makes a codebook ready for tagging.
 *
 * @throws Error naming the first rule that cannot be read; find them all beforehand with `codebookProblems`
 */
export function compileCodebook(themes: readonly Pick<Theme, 'id' | 'rules'>[]): Tagger {
  const vocabulary = new Vocabulary()
  const automaton = new Automaton()
  const rules: CompiledRule[] = []
  const rulesOfTerm: number[][] = []

  function compile(expression: Expression): CompiledExpression {
    if (expression.kind === 'within') return { ...expression, inside: compile(expression.inside) }
    if (expression.kind === 'near') {
      const { left, right } = expression
      return { kind: 'within', inside: { ...expression, left: compile(left), right: compile(right) } }
    }
    if (expression.kind !== 'term') {
      return { ...expression, left: compile(expression.left), right: compile(expression.right) }
    }
    const term = automaton.add(expression.atoms.map(atom => vocabulary.add(atom)))
    const users = rulesOfTerm[term] ?? []
    if (users.at(-1) !== rules.length) users.push(rules.length)
    rulesOfTerm[term] = users
    return { kind: 'term', term }
  }

  for (const theme of themes) {
    for (const { id, source } of theme.rules) {
      const parsed = parseRule(source)
      if (!parsed.ok) {
        const { at, message } = parsed.problem
        throw new Error(`compileCodebook: rule ${id} of theme ${theme.id}, “${source}”, at ${at}: ${message}`)
      }
      const { scope, expression } = parsed.rule
      rules.push({
        theme: theme.id,
        rule: id,
        digest: digest(theme.id, id),
        scope,
        expression: compile(expression),
      })
    }
  }
  return { vocabulary, automaton, rules, text: new TokenisedText(vocabulary), rulesOfTerm }
}

/**
 * Suggests themes for the sentences of an answer. Stems and rules are English, so a sentence in another language
 * gets no tag: where the answer's `language` is given, it is believed; otherwise each sentence is told by itself
 * (see `foreignSentences`).
 *
 * @returns one tag for each sentence, theme and rule that matches it, in order of place and then of the codebook;
 *   `evidence` holds the words that matched, and a tag is `negated` where a negation governs all of them. A rule
 *   WITHIN answer tags each sentence that holds some of its evidence
 */
export function tagAnswer(tagger: Tagger, answer: Pick<Answer, 'id' | 'text' | 'language'>): Tag[] {
  if (answer.language !== undefined && !mayBeEnglish(answer.language)) return []
  const { text } = tagger
  text.read(answer.text)
  if (text.hitCount === 0) return []
  return tagsOf(tagger, answer.id, new AnswerMatches(tagger.automaton, text, answer.language !== undefined))
}

/**
 * The tags of an answer of which it is known that no other sentence holds a word of the codebook's rules, and that
 * this one can be read by itself (see `loneSentence`).
 *
 * @returns undefined where the other sentences may tell in what language this one is
 */
export function tagSentence(
  tagger: Tagger,
  answer: Pick<Answer, 'id' | 'text' | 'language'>,
  sentence: Span,
): Tag[] | undefined {
  if (answer.language !== undefined && !mayBeEnglish(answer.language)) return []
  const { text } = tagger
  text.read(answer.text, sentence)
  if (text.hitCount === 0) return []
  if (answer.language === undefined && !isSurelyEnglish(text)) return undefined
  return tagsOf(tagger, answer.id, new AnswerMatches(tagger.automaton, text, true, sentence))
}

/** One tag for each sentence, theme and rule that matches it. */
function tagsOf(tagger: Tagger, textId: string, matches: AnswerMatches): Tag[] {
  const { text } = tagger
  const tags: Tag[] = []
  /** The place of each tag's rule in the codebook. */
  const places: number[] = []
  const id = digest(textId)
  const wide = new Set<number>()
  for (const sentence of matches.sentences()) {
    for (const index of rulesOf(tagger, sentence)) {
      const rule = tagger.rules[index]
      if (rule === undefined) continue
      if (rule.scope === 'answer') {
        wide.add(index)
        continue
      }
      const own = evaluate(rule.expression, sentence)
      if (own.length === 0) continue
      tags.push(tagOf(rule, own, text, sentence.span, textId, id))
      places.push(index)
    }
  }
  if (wide.size === 0) return tags
  for (const index of wide) {
    const rule = tagger.rules[index]
    if (rule === undefined) continue
    const all = evaluate(rule.expression, matches)
    let from = 0
    for (const { span } of matches.sentences()) {
      let to = from
      while (to < all.length && (text.starts[all[to]?.first ?? 0] ?? 0) < span.end) to++
      if (to > from) {
        tags.push(tagOf(rule, all.slice(from, to), text, span, textId, id))
        places.push(index)
      }
      from = to
    }
  }
  return inOrder(tags, places)
}

/** Tags in order of place, and then of their rules' places in the codebook. */
function inOrder(tags: readonly Tag[], places: readonly number[]): Tag[] {
  return tags
    .map((tag, index) => ({ tag, place: places[index] ?? 0 }))
    .sort((a, b) => a.tag.start - b.tag.start || a.place - b.place)
    .map(({ tag }) => tag)
}

/**
 * Suggests themes for answers in one go. To tag answers as they come, compile the codebook once: see
 * `compileCodebook` and `tagAnswer`.
 *
 * @returns the tags of each answer in turn
 * @throws Error naming the first rule that cannot be read
 * @example tag([{ id: 'ferries', rules: [{ id: '1', source: 'ferry' }] }], [{ id: 'a', text: 'Two ferries.' }]).length // 1
 */
export function tag(
  themes: readonly Pick<Theme, 'id' | 'rules'>[],
  answers: readonly Pick<Answer, 'id' | 'text' | 'language'>[],
): Tag[] {
  const tagger = compileCodebook(themes)
  return answers.flatMap(answer => tagAnswer(tagger, answer))
}

/** The rules that have a term in a sentence, each once, in the order of the codebook. */
function rulesOf(tagger: Tagger, sentence: SentenceMatches): Iterable<number> {
  const { matches } = sentence
  if (matches.size === 1) for (const term of matches.keys()) return tagger.rulesOfTerm[term] ?? []
  const touched: number[] = []
  for (const term of matches.keys()) {
    for (const rule of tagger.rulesOfTerm[term] ?? []) touched.push(rule)
  }
  return new Set(touched.sort((a, b) => a - b))
}

function tagOf(
  rule: CompiledRule,
  matches: readonly Match[],
  text: TokenisedText,
  { start, end }: Span,
  textId: string,
  textDigest: Digest,
): Tag {
  return {
    id: tagId(textDigest, { start, end }, rule.digest),
    text: textId,
    theme: rule.theme,
    rule: rule.rule,
    start,
    end,
    negated: allNegated(matches),
    evidence: matches.map(({ first, last }) => ({
      start: text.starts[first] ?? start,
      end: text.ends[last] ?? end,
    })),
  }
}
