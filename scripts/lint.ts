import {
  buildCorpusIndex,
  failingVerdicts,
  type LintedQuote,
  type LintResult,
  lintMarkdown,
} from '../analysis/index.ts'
import { readConsent } from './analysis/consent.ts'
import { readResponses } from './analysis/responses.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'
import { readText } from './readText.ts'

export type LintCommandOptions = {
  draft: string
  responses: string
  consent?: string | undefined
  id?: string | undefined
  text: string[]
  json: boolean
}

/**
 * `soundings lint`: traces every quote of a Markdown draft to the response that holds its words.
 * @returns 0 where every quote may stand, 1 where one is altered, not traced or not permitted.
 * @throws CannotRun when the draft or the responses cannot be read.
 */
export async function lint(options: LintCommandOptions, streams: Streams = standardStreams): Promise<number> {
  const { consent } = options
  const progress = watchedProgress()
  const draft = await readDraft(options.draft)
  progress.say('Reading the responses')
  const { answers, respondents, problems } = await readResponses(options.responses, {
    id: options.id,
    text: options.text,
    consent,
  })
  progress.say('Tracing the quotes')
  const result = lintMarkdown(draft, buildCorpusIndex(answers), {
    permission: respondent =>
      consent === undefined
        ? { permitted: true }
        : readConsent(respondents.get(respondent)?.get(consent) ?? ''),
  })
  progress.end()
  warn(problems, streams)
  streams.out(options.json ? JSON.stringify({ ...result, problems }) : report(options.draft, result))
  return result.summary.failed > 0 ? 1 : 0
}

async function readDraft(file: string): Promise<string> {
  if (/\.(?:docx?|odt|pdf|rtf)$/i.test(file)) {
    throw new CannotRun([
      { place: file, message: 'Is not Markdown. Save the draft as Markdown (.md), and lint that.' },
    ])
  }
  return readText(file)
}

/** What a person reads: a line a quote, those to mend with their reasons, and the sum. */
function report(draft: string, { quotes, summary }: LintResult): string {
  const lines = quotes.flatMap(quote => quoteLines(draft, quote))
  const sum =
    summary.total === 0
      ? 'No quotes found.'
      : `${summary.total} ${summary.total === 1 ? 'quote' : 'quotes'}: ${summary.failed === 0 ? (summary.total === 1 ? 'it may stand.' : 'all may stand.') : `${summary.failed} to mend.`}`
  return [...lines, sum].join('\n')
}

function quoteLines(draft: string, quote: LintedQuote): string[] {
  const { text, line, verdict, response, reason, warnings } = quote
  const source = response === null || verdict === 'altered' ? '' : ` (${response})`
  const words = text.replace(/\s+/g, ' ')
  const lines = [`${draft}:${line}  ${verdict}${source}  “${words}”`]
  if (failingVerdicts.has(verdict)) lines.push(`    ${reason}`)
  return [...lines, ...warnings.map(warning => `    ${warning}`)]
}
