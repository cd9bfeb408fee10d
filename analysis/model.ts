/**
 * The words of the field, as data. Everything in `analysis/` takes and returns these.
 * Offsets are UTF-16 code units into one text as stored (NFC, LF line ends).
 */

/** Half-open `[start, end)` in UTF-16 code units of one text. */
export type Span = { start: number; end: number }

/** One text that someone wrote: the answer to a question, or what an attachment says. */
export type Answer = {
  /** Identifies the text; spans anchor to it. */
  id: string
  /** Who wrote it. Several answers may share a respondent. */
  respondent: string
  question: string
  text: string
  /**
   * The language of all of it, where a person gave it ("cy", "en-GB"): it is believed. Left out, each sentence
   * is told by itself, which what `detectLanguage` says of the whole cannot do for an answer in two languages.
   */
  language?: string
}

export type Theme = {
  id: string
  name: string
  /** The id of the theme above it in the hierarchy, or null at the top. */
  parent: string | null
  definition: string
  /** When to use it, and when not. */
  include: string
  exclude: string
  /** One of `themeColours`. */
  colour: ThemeColour
  rules: Rule[]
}

/** A rule as its author wrote it, in the codebook's rule language (see tagging/parse.ts). */
export type Rule = { id: string; source: string }

/** Names of colours that stay apart for colour-blind eyes and in print; the styles give each a hue and a pattern. */
export const themeColours = [
  'blue',
  'orange',
  'green',
  'purple',
  'red',
  'teal',
  'brown',
  'pink',
  'olive',
  'slate',
] as const
export type ThemeColour = (typeof themeColours)[number]

/** The machine's suggestion that a passage speaks of a theme. Its id is a hash of text, span, theme and rule. */
export type Tag = Span & {
  id: string
  text: string
  theme: string
  rule: string
  /** True where the match stands under a negation ("no longer outsourced"). */
  negated: boolean
  /** What matched, each a part of the span: what a page marks as the reason. */
  evidence: Span[]
  /** Of what was learned alone: by how much its probability is above the theme's threshold, 0 to 1. */
  margin?: number
}

export const verdicts = ['accepted', 'rejected'] as const
export type Verdict = (typeof verdicts)[number]

export const stances = ['supports', 'opposes', 'mixed', 'mentions'] as const
export type Stance = (typeof stances)[number]

export const origins = ['unaided', 'rule', 'model'] as const
export type Origin = (typeof origins)[number]

/** A person's decision that a passage does, or does not, speak of a theme. */
export type Coding = Span & {
  id: string
  text: string
  respondent: string
  theme: string
  verdict: Verdict
  stance: Stance
  origin: Origin
  coder: string
}

/** How a respondent allows their words to be attributed; `none` permits no quotation at all. */
export const attributionChoices = ['none', 'unnamed', 'role', 'named'] as const
export type AttributionChoice = (typeof attributionChoices)[number]

/** `joint`: several people or bodies answer together; `notes`: what somebody wrote down of what was said at an event. */
export const capacities = ['personal', 'organisation', 'official', 'joint', 'notes'] as const
export type Capacity = (typeof capacities)[number]

/** What a person said of themselves, of which an attribution may print only what `choice` allows. */
export type Speaker = {
  respondent: string
  choice: AttributionChoice
  capacity: Capacity
  name: string
  /** With its article, as it would be printed: "a senior official". Empty where not given. */
  role: string
  /** As it follows "in": "local government". Empty where not given. */
  sector: string
  organisation: string
  /** On whose behalf a joint answer or the notes of an event speak, as it would be printed; absent where not given. */
  behalf?: string
}

/** One permitted change to the words of a span; `start` and `end` are offsets into the text, inside the span. */
export type Edit =
  | (Span & { kind: 'cut' })
  | (Span & { kind: 'replace'; with: string })
  | { kind: 'insert'; at: number; with: string }
  | { kind: 'case'; to: 'lower' | 'upper' }
  /** Takes out what could tell of somebody; `what` says of what kind that was: "name" → "[name redacted]". */
  | (Span & { kind: 'redact'; what: string })
  | (Span & { kind: 'emphasis' })

/** A span of one text with its edits. Its words are computed by quotes/words.ts and stored nowhere. */
export type Quote = Span & { text: string; edits: Edit[] }

/** Something wrong in what a person gave us: what, where, and how to mend it. */
export type Problem = { place: string; message: string }
