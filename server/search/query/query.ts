/**
 * A query as a tree, before the names in it are looked up. `words` is a part in the language of rules; `at` is where
 * a part begins in what was entered, in UTF-16 code units.
 */
export type Query =
  | { kind: 'words'; rule: string; at: number }
  | { kind: 'field'; name: string; value: string; below: boolean; at: number }
  | { kind: 'near'; distance: number; left: Query; right: Query }
  /** `wide`: over the whole answer; otherwise on the same passage. */
  | { kind: 'and' | 'not'; wide: boolean; left: Query; right: Query }
  | { kind: 'or'; left: Query; right: Query }
  /** What answers have in which the part inside finds nothing. */
  | { kind: 'without'; inside: Query }

/** Something that a query cannot mean: where in it, and how to mend it. */
export class QueryError extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/** How large a query may be: UTF-16 code units, parts, and parentheses inside parentheses. */
export const queryLimits = { length: 2000, parts: 60, depth: 10, distance: 50 } as const
