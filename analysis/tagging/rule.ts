/** One word of a rule. `family` matches all words with its stem, `prefix` all that begin so, `exact` one form. */
export type Atom = { kind: 'family' | 'prefix' | 'exact'; value: string }

/** A rule as a tree. A term of several atoms is a phrase: its words stand side by side. */
export type Expression =
  | { kind: 'term'; atoms: Atom[] }
  | { kind: 'near'; distance: number; left: Expression; right: Expression }
  | { kind: 'and' | 'or' | 'not'; left: Expression; right: Expression }
  | { kind: 'within'; inside: Expression }

/** Within what the parts of a rule must be found together. */
export type Scope = 'sentence' | 'answer'

/** In a rule that looks over the whole answer, `within` marks what must be found in one sentence. */
export type ParsedRule = { source: string; scope: Scope; expression: Expression }

/** What is wrong with a rule, where (code units into its source), and how to mend it. */
export type RuleProblem = { at: number; message: string }

/** How large a rule may be. */
export const ruleLimits = {
  /** Code units. */
  length: 4000,
  /** Words and phrases in one rule. */
  terms: 200,
  /** Words in one phrase. */
  phrase: 12,
  /** Words apart, in NEAR. */
  distance: 50,
  /** Parentheses inside parentheses. */
  depth: 10,
  /** Letters that a prefix has at least. */
  prefix: 2,
} as const

/** Thrown inside the parser, and handed to its caller as a problem. */
export class RuleError extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}
