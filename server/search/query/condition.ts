import type { Stance } from '../../../analysis/index.ts'

/** Of which codings a query speaks: `unreviewed` are suggestions that nobody decided on. */
export const codedAs = ['accepted', 'rejected', 'unreviewed'] as const
export type CodedAs = (typeof codedAs)[number]

/** A query whose names were looked up: what is asked of each answer. */
export type Condition =
  /** The rule of that number of the query finds it. */
  | { kind: 'words'; rule: number }
  /** Coded with one of these themes; with any where there are none. */
  | { kind: 'coded'; themes: string[] | undefined }
  | { kind: 'question'; questions: string[] }
  | { kind: 'attribute'; name: string; value: string; begins: boolean }
  | { kind: 'always' }
  | { kind: 'near'; distance: number; left: Condition; right: Condition }
  | { kind: 'and' | 'not'; wide: boolean; left: Condition; right: Condition }
  | { kind: 'or'; left: Condition; right: Condition }
  | { kind: 'without'; inside: Condition }

/** What is searched for: its condition, its rules, and of which codings it speaks. */
export type Search = {
  condition: Condition
  rules: string[]
  verdict: CodedAs
  stance: Stance | undefined
  coder: string | undefined
}
