/** What may stand in a template's curly brackets: each helper with what it is given and the options it knows. */
type Form = {
  example: string /** Whether it names a thing, and must. */
  names: 'always' | 'maybe' | 'never'
  options: readonly string[]
}

/** What `{{#each …}}` goes through. */
export const lists = ['findings', 'quotes', 'counters', 'evidence'] as const
export type List = (typeof lists)[number]

export const calls = {
  heading: { example: '{{heading}}', names: 'never', options: [] },
  number: { example: '{{number}}', names: 'never', options: [] },
  title: { example: '{{title}}', names: 'never', options: [] },
  subtitle: { example: '{{subtitle}}', names: 'never', options: [] },
  quote: { example: '{{quote "Q1" lead="{who} wrote that"}}', names: 'maybe', options: ['lead'] },
  counter: { example: '{{counter "Q2" lead="{who} found that"}}', names: 'maybe', options: ['lead'] },
  fragment: { example: '{{fragment "Q3"}}', names: 'maybe', options: [] },
  finding: { example: '{{finding "its-name"}}', names: 'maybe', options: [] },
  claim: { example: '{{claim "its-name"}}', names: 'maybe', options: [] },
  prevalence: { example: '{{prevalence "its-name"}}', names: 'maybe', options: [] },
  of: { example: '{{of "its-name" as="respondents"}}', names: 'maybe', options: ['as'] },
  chart: { example: '{{chart "its-name" by="theme"}}', names: 'maybe', options: ['by'] },
  table: { example: '{{table "its-name" by="sector"}}', names: 'maybe', options: ['by'] },
  evidence: {
    example: '{{evidence "its-name" as="phrase" text="the review"}}',
    names: 'maybe',
    options: ['as', 'text'],
  },
  actions: { example: '{{actions}}', names: 'never', options: [] },
  method: { example: '{{method}}', names: 'never', options: [] },
} as const satisfies Record<string, Form>
export type CallName = keyof typeof calls

/** What may stand round a passage: it says whose the passage is, what it rests on, or who is quoted in it. */
export const blocks = {
  own: { example: '{{#own}}…{{/own}}', names: 'never', options: [] },
  recommend: { example: '{{#recommend}}…{{/recommend}}', names: 'never', options: [] },
  reported: { example: '{{#reported "its-name"}}…{{/reported}}', names: 'maybe', options: [] },
  evidenced: { example: '{{#evidenced "its-name"}}…{{/evidenced}}', names: 'maybe', options: [] },
  split: {
    example: '{{#split lead="{who} called it"}}{{fragment "Q3"}} and {{fragment "Q4"}}{{/split}}',
    names: 'never',
    options: ['lead'],
  },
  several: {
    example:
      '{{#several lead="{who} spoke of" as="others"}}{{fragment "Q3"}} and {{fragment "Q5"}}{{/several}}',
    names: 'never',
    options: ['lead', 'as'],
  },
} as const satisfies Record<string, Form>
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

export type Block = { name: BlockName; key: string; options: Map<string, string>; place: Place }

/** A template as read: the author's Markdown, and what is to be put between. */
export type Part =
  /** `at` is where it begins in the template, in UTF-16 code units. */
  | { kind: 'text'; markdown: string; at: number }
  | { kind: 'call'; call: Call }
  | { kind: 'block'; block: Block; parts: Part[] }
  | { kind: 'loop'; over: List; place: Place; parts: Part[] }
