import type { AttributionChoice, Capacity, Span } from '../../analysis/index.ts'
import type { Brought } from './byStaff/brought.ts'
import type { Held } from './held/held.ts'

/**
 * What a question was answered with: the id of a text; the values of options, with the id of the text of one's own
 * words beside them; a number; a day as `2026-11-28`; the option of each row; options in order from the first; a file
 * in GridFS with the id of the text that was read from it (absent where it has none, as a scan), and its hash, as
 * receipts have it, once it was deleted on its day; or an address, which is kept with the respondent's name alone.
 */
export type Given =
  | { text: string }
  | { option: string; own?: string }
  | { options: string[]; own?: string }
  | { number: number }
  | { date: string }
  | { rows: Record<string, string> }
  | { order: string[] }
  | { file: string; name: string; text?: string; gone?: string }
  | { contact: true }

/** The id of the text that an answer names, if it names one. */
export function textIn(given: Given): string | undefined {
  if ('text' in given) return given.text
  return 'own' in given ? given.own : undefined
}

/**
 * What was sent at once: the whole of the answers. `also` says what changed with a later one beside the answers: what
 * its respondent says of themselves, or what they permit. `by` is whose account corrected what had been entered.
 */
export type Revision = {
  at: Date
  answers: Record<string, Given>
  also?: ('details' | 'permission')[]
  by?: string
}

/** One thing that a respondent permitted, with the wording that they saw. Later events stand for earlier ones. */
export type ConsentEvent = {
  at: Date
  choice: AttributionChoice
  wording: string
  /** The language in which the wording was seen, and they are written to; absent: English. */
  language?: string
  /** Whether the machine may suggest nothing for these words, nor learn from them. */
  byHand?: boolean
  /** Whether a sentence that quotes these words may be published only once their respondent approved it. */
  approval?: boolean
  /** Whether their respondent wants to be told of a report that quotes these words. */
  told?: boolean
  /** Whether they may be named in a list of those who answered. */
  listed?: boolean
  /** Whether all that they answered may be published, and whether it may be archived for later research. */
  whole?: boolean
  archived?: boolean
  /** How single answers may be quoted, by question: it holds where it is narrower than `choice`. */
  answers?: Record<string, AttributionChoice>
  /** Passages that are not for quotation, nor to be told in other words. */
  withheld?: (Span & { text: string })[]
}

/** What is yet to be done about a response, each by an idempotent job. */
export const pendingWork = [
  'draft',
  'language',
  'tag',
  'campaigns',
  'letters',
  'findings',
  'published',
  'cut',
  'links',
  'tellSent',
  'tellChanged',
  'tellWithdrawn',
] as const
export type Pending = (typeof pendingWork)[number]

/**
 * One submission. Its id is the respondent's id everywhere in the analysis.
 * It holds no testimony: that is in texts, which its revisions name.
 */
export type Response = {
  _id: string
  /** What the respondent is told, and what researchers see; never a credential. */
  reference: string
  consultation: string
  version: number
  /** The draft it was sent from, or a key of the row it was imported from: makes sending twice harmless. */
  origin: string
  source: 'web' | 'api' | 'import' | 'demo' | 'staff'
  /** Where it did not come by these pages: how it came, and who brought it in. */
  brought?: Brought
  revisions: Revision[]
  /** Texts that an earlier revision names and the newest does not: kept for the history, and used for nothing else. */
  replaced?: string[]
  /** `held`: it looks as if a program sent it, and no person has let it in yet. */
  state: 'submitted' | 'withdrawn' | 'held'
  /** Present until a person lets it in: see {@link Held}. */
  held?: Held
  capacity: Capacity
  /** How many people or bodies a joint answer speaks for, or were at the event that notes are of; never a count's. */
  people?: number
  /** Who it is in general words: role, sector, nation, and whatever else an import brought. */
  attributes: Record<string, string>
  /** The names of attributes that the team gave: no revision of its respondent takes them away. */
  added?: string[]
  consent: ConsentEvent[]
  /** Whether a name or an organisation is kept, and where. */
  identity?: string
  /** True once its respondent cut the link to it for good: nothing leads from a person to it. */
  anonymous?: true
  /** What led there, while it is being removed. */
  cutting?: { draft: string; identity?: string }
  /** The questions that its newest revision answers with more than a non-answer, and how many words it holds. */
  answered: string[]
  words: number
  pending: Pending[]
  /** How often work was asked for again since it came. */
  asked?: number
  /** True where another sender of the same letter stands for it in the list of responses. */
  behind?: true
  /** To the day. */
  submittedOn: Date
}

/** Ids of the texts that a revision names. */
export function textsIn({ answers }: Pick<Revision, 'answers'>): string[] {
  return Object.values(answers).flatMap(given => textIn(given) ?? [])
}

/** Ids of the files that any revision of a response names, and of a copy that is kept: no draft may take one away. */
export function filesIn({ revisions, brought }: Pick<Response, 'revisions' | 'brought'>): Set<string> {
  const given = revisions.flatMap(({ answers }) => Object.values(answers))
  const files = given.flatMap(answer => ('file' in answer ? [answer.file] : []))
  return new Set(brought?.copy ? [...files, brought.copy.file] : files)
}

/** The permission that holds now. */
export function currentConsent(response: Pick<Response, 'consent' | '_id'>): ConsentEvent {
  const last = response.consent.at(-1)
  if (!last) throw new Error(`currentConsent: response ${response._id} has no consent event`)
  return last
}

/**
 * Of the work that follows a change, what is done for a response that was not let in: nothing that reads its words.
 * When it is let in it goes the way of a new one.
 */
export function workFor(response: { held?: unknown }, work: Pending[]): Pending[] {
  return response.held ? work.filter(each => each === 'draft' || each === 'cut') : work
}

/** Whether the machine may read a response: it stands, and its respondent has not refused. */
export function isForMachine(response: Pick<Response, 'consent' | '_id' | 'state'>): boolean {
  return response.state === 'submitted' && currentConsent(response).byHand !== true
}

/** Whether its respondent asked to see each sentence that quotes them before it is published. */
export function asksApproval(response: Pick<Response, 'consent' | '_id'>): boolean {
  return currentConsent(response).approval === true
}

/** Whether its respondent may be told that a report quotes them: they asked to be, or to see its sentences first. */
export function asksToBeTold(response: Pick<Response, 'consent' | '_id'>): boolean {
  const { told, approval } = currentConsent(response)
  return told === true || approval === true
}

/** Now, to the day: what is kept of a time, so that times join nothing. */
export function today(now = new Date()): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
}
