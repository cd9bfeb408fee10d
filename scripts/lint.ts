import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  type Answer,
  buildCorpusIndex,
  failingVerdicts,
  type LintDraft,
  type LintedQuote,
  type LintResult,
  LintSieve,
  lintDraft,
  type Problem,
  type Speaker,
} from '../analysis/index.ts'
import { readBroughtDraft } from '../server/files/draft.ts'
import { capacityIn } from '../server/importing/capacity.ts'
import { readChoice, readConsent } from './analysis/consent.ts'
import { openResponses } from './analysis/responses.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'
import { readText, whyNot } from './readText.ts'

/** Looked through in one go, so that little is made anew for each. */
const answersAtOnce = 1000

export type LintCommandOptions = {
  draft: string
  responses: string
  consent?: string | undefined
  /** Columns that say who a respondent is, against which attributions are held. */
  who?: {
    name?: string | undefined
    role?: string | undefined
    organisation?: string | undefined
    capacity?: string | undefined
  }
  /** Files of excerpts from publications. */
  evidence?: string[]
  id?: string | undefined
  text: string[]
  json: boolean
}

/** In which capacity somebody answered, as a cell says; where there is none, for themselves. */
function readCapacity(cell = '') {
  return cell.trim() === '' ? { capacity: 'personal' as const } : capacityIn(cell)
}

/**
 * `soundings lint`: traces every quote of a draft (Markdown, Word or HTML) to the response that holds its words.
 * @returns 0 where every quote may stand, 1 where one is altered, not traced or not permitted.
 * @throws CannotRun when the draft or the responses cannot be read.
 */
export async function lint(options: LintCommandOptions, streams: Streams = standardStreams): Promise<number> {
  const { consent, who = {} } = options
  const progress = watchedProgress()
  const { draft, notes } = await readDraft(options.draft)
  const evidence = await Promise.all(
    (options.evidence ?? []).map(async file => ({ name: path.basename(file), text: await readText(file) })),
  )
  progress.say('Reading the responses')
  const columns = Object.values(who).filter(column => column !== undefined)
  const { responses, problems } = await openResponses(options.responses, {
    ...{ id: options.id, text: options.text, consent, by: columns },
  })
  const cells = new Map<string, Map<string, string>>()
  const unread = new Map<string, Problem>()
  const sieve = new LintSieve(draft)
  let batch: Answer[] = []
  for await (const response of responses) {
    if (response.cells.size > 0) cells.set(response.respondent, response.cells)
    const capacity = readCapacity(response.cells.get(who.capacity ?? ''))
    if ('problem' in capacity && !unread.has(capacity.problem))
      unread.set(capacity.problem, { place: `response ${response.respondent}`, message: capacity.problem })
    batch.push(...response.answers)
    if (batch.length < answersAtOnce) continue
    sieve.take(batch)
    batch = []
  }
  sieve.take(batch)
  progress.say('Tracing the quotes')
  const cellOf = (respondent: string, column: string | undefined) =>
    column === undefined ? '' : (cells.get(respondent)?.get(column) ?? '')
  const result = lintDraft(draft, buildCorpusIndex(sieve.kept()), {
    evidence,
    permission: respondent =>
      consent === undefined ? { permitted: true } : readConsent(cellOf(respondent, consent)),
    ...(consent === undefined ? {} : { speaker: respondent => speakerOf(respondent, consent, who, cellOf) }),
  })
  progress.end()
  problems.push(...unread.values())
  warn(problems, streams)
  for (const note of notes) streams.err(`${options.draft}: ${note}`)
  streams.out(options.json ? JSON.stringify({ ...result, notes, problems }) : report(options.draft, result))
  return result.summary.failed > 0 ? 1 : 0
}

function speakerOf(
  respondent: string,
  consent: string,
  who: NonNullable<LintCommandOptions['who']>,
  cellOf: (respondent: string, column: string | undefined) => string,
): Speaker {
  const read = readCapacity(cellOf(respondent, who.capacity))
  return {
    respondent,
    choice: readChoice(cellOf(respondent, consent)),
    capacity: 'capacity' in read ? read.capacity : 'personal',
    name: cellOf(respondent, who.name),
    role: cellOf(respondent, who.role),
    sector: '',
    organisation: cellOf(respondent, who.organisation),
  }
}

async function readDraft(file: string): Promise<{ draft: LintDraft; notes: string[] }> {
  const bytes = await readFile(file).catch(error => {
    throw new CannotRun([{ place: file, message: whyNot(error) }])
  })
  const read = await readBroughtDraft({ name: path.basename(file), bytes })
  if (!read.ok) throw new CannotRun([{ place: file, message: read.message }])
  return read
}

/** What a person reads: a line a quote, those to mend with their reasons, and the sum. */
function report(draft: string, { quotes, sentences, summary }: LintResult): string {
  const lines = [
    ...quotes.flatMap(quote => quoteLines(draft, quote)),
    ...sentences.flatMap(({ text, line, place, warnings }) => [
      `${placed(draft, line, place)}  wording  ${text.replace(/\s+/g, ' ')}`,
      ...warnings.map(warning => `    ${warning}`),
    ]),
  ]
  const sum =
    summary.total === 0
      ? 'No quotes found.'
      : `${summary.total} ${summary.total === 1 ? 'quote' : 'quotes'}: ${summary.failed === 0 ? (summary.total === 1 ? 'it may stand.' : 'all may stand.') : `${summary.failed} to mend.`}`
  return [...lines, sum].join('\n')
}

function quoteLines(draft: string, quote: LintedQuote): string[] {
  const { text, line, place, verdict, response, reason, warnings } = quote
  const source = response === null || verdict === 'altered' ? '' : ` (${response})`
  const words = text.replace(/\s+/g, ' ')
  const lines = [`${placed(draft, line, place)}  ${verdict}${source}  “${words}”`]
  if (failingVerdicts.has(verdict)) lines.push(`    ${reason}`)
  return [...lines, ...warnings.map(warning => `    ${warning}`)]
}

/** As editors and terminals take it where there are lines; in Word, where a person finds it. */
function placed(draft: string, line: number, place: string): string {
  return place.startsWith('line ') ? `${draft}:${line}` : `${draft}, ${place}`
}
