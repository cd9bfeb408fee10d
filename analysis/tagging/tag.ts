import type { Answer, Span, Tag, Theme } from '../model.ts'
import { sentences } from '../text/sentences.ts'
import { Automaton } from './automaton.ts'
import { allNegated, type CompiledExpression, evaluate, type Match } from './matches.ts'
import { isNegated } from './negation.ts'
import { parseRule } from './parse.ts'
import type { Expression } from './rule.ts'
import { tagId } from './tagId.ts'
import { TokenisedText } from './tokenised.ts'
import { Vocabulary } from './vocabulary.ts'

type CompiledRule = { theme: string; rule: string; expression: CompiledExpression }

/** A codebook made ready for tagging. It remembers words and states, so one is best used for many answers. */
export type Tagger = {
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
      rules.push({ theme: theme.id, rule: id, expression: compile(parsed.rule.expression) })
    }
  }
  return { automaton, rules, text: new TokenisedText(vocabulary), rulesOfTerm }
}

/**
 * Suggests themes for the sentences of an answer.
 *
 * @returns one tag for each sentence, theme and rule that matches it, in order of place and then of the codebook;
 *   `evidence` holds the words that matched, and a tag is `negated` where a negation governs all of them
 */
export function tagAnswer(tagger: Tagger, answer: Pick<Answer, 'id' | 'text'>): Tag[] {
  const { text } = tagger
  text.read(answer.text)
  if (!text.hasMatches) return []
  const tags: Tag[] = []
  let from = 0
  for (const sentence of sentences(answer.text)) {
    let to = from
    while (to < text.length && (text.starts[to] ?? 0) < sentence.end) to++
    tagSentence(tagger, text, sentence, from, to, answer.id, tags)
    from = to
  }
  return tags
}

function tagSentence(
  tagger: Tagger,
  text: TokenisedText,
  sentence: Span,
  from: number,
  to: number,
  textId: string,
  tags: Tag[],
): void {
  const places = new Map<number, Match[]>()
  const touched: number[] = []
  tagger.automaton.walk(text.classes, from, to, (term, first, last) => {
    const match = { first, last, negated: isNegated(text, first, last) }
    const known = places.get(term)
    if (known !== undefined) {
      known.push(match)
      return
    }
    places.set(term, [match])
    for (const rule of tagger.rulesOfTerm[term] ?? []) touched.push(rule)
  })
  let previous = -1
  for (const index of touched.sort((a, b) => a - b)) {
    if (index === previous) continue
    previous = index
    const rule = tagger.rules[index]
    if (rule === undefined) continue
    const matches = evaluate(rule.expression, term => places.get(term) ?? [])
    if (matches.length > 0) tags.push(tagOf(rule, matches, text, sentence, textId))
  }
}

function tagOf(
  rule: CompiledRule,
  matches: Match[],
  text: TokenisedText,
  sentence: Span,
  textId: string,
): Tag {
  const { start, end } = sentence
  return {
    id: tagId(textId, sentence, rule.theme, rule.rule),
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
