/** What may stand in a template's curly brackets: each helper with what it is given and the options it knows. */
type Form = {
  example: string /** Whether it names a thing, and must. */
  names: 'always' | 'maybe' | 'never'
  options: readonly string[]
}

export const calls = {
  heading: { example: '{{heading}}', names: 'never', options: [] },
  number: { example: '{{number}}', names: 'never', options: [] },
  title: { example: '{{title}}', names: 'never', options: [] },
  subtitle: { example: '{{subtitle}}', names: 'never', options: [] },
  quote: { example: '{{quote "Q1" lead="{who} wrote that"}}', names: 'always', options: ['lead'] },
  counter: { example: '{{counter "Q2" lead="{who} found that"}}', names: 'always', options: ['lead'] },
  fragment: { example: '{{fragment "Q3"}}', names: 'always', options: [] },
  finding: { example: '{{finding "its-name"}}', names: 'always', options: [] },
  prevalence: { example: '{{prevalence "its-name"}}', names: 'maybe', options: [] },
  of: { example: '{{of "its-name" as="respondents"}}', names: 'maybe', options: ['as'] },
  chart: { example: '{{chart "its-name" by="theme"}}', names: 'maybe', options: ['by'] },
  table: { example: '{{table "its-name" by="sector"}}', names: 'maybe', options: ['by'] },
  evidence: {
    example: '{{evidence "its-name" as="phrase" text="the review"}}',
    names: 'always',
    options: ['as', 'text'],
  },
  method: { example: '{{method}}', names: 'never', options: [] },
} as const satisfies Record<string, Form>
export type CallName = keyof typeof calls

/** What may stand round a passage: each says whose sentence it is. */
export const blocks = { own: '{{#own}}…{{/own}}', recommend: '{{#recommend}}…{{/recommend}}' } as const
export type BlockName = keyof typeof blocks

export function isCall(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}

export function isBlock(name: string): name is BlockName {
  return Object.hasOwn(blocks, name)
}

/** Where something stands in a template; both count from 1. */
export type Place = { line: number; column: number }

export type Call = { name: CallName; key: string; options: Map<string, string>; place: Place }

/** A template as read: the author's Markdown, and what is to be put between. */
export type Part =
  | { kind: 'text'; markdown: string }
  | { kind: 'call'; call: Call }
  | { kind: 'block'; name: BlockName; parts: Part[] }
