import {
  type Answer,
  isNonAnswer,
  type Keyphrase,
  type KeyTerm,
  keyness,
  keyphrases,
  keyphrasesOfEach,
  type Problem,
} from '../analysis/index.ts'
import { readResponses } from './analysis/responses.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'

export type KeywordsOptions = {
  responses: string
  against?: string | undefined
  each: boolean
  id?: string | undefined
  text: string[]
  json: boolean
}

/** How many phrases and terms are listed. */
const mostListed = 50
const mostShown = 25
/** The share of the shown key terms that may be chance. */
const falseShare = 0.05

/**
 * `soundings keywords`: what responses are about, and what sets two groups of them apart.
 * @returns 0
 * @throws CannotRun when the responses cannot be read, or --each and --against are given together.
 */
export async function keywords(
  options: KeywordsOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  const { against, each } = options
  if (each && against !== undefined) {
    const message = 'Cannot be given with --against, which compares groups and not responses. Leave one out.'
    throw new CannotRun([{ place: '--each', message }])
  }
  const progress = watchedProgress()
  progress.say('Reading the responses')
  const said = await read(options.responses, options)
  const others = against === undefined ? null : await read(against, options)
  progress.say('Counting words')
  if (each) {
    progress.end()
    warn(said.problems, streams)
    // Every response has its line, also where it says nothing.
    const blanks = said.respondents.map(respondent => ({ respondent, text: '' }))
    for (const one of keyphrasesOfEach([...blanks, ...said.answers])) streams.out(JSON.stringify(one))
    return 0
  }
  const phrases = keyphrases(said.answers, { most: mostListed })
  const terms = others === null ? [] : keyness(said.answers, others.answers).slice(0, mostListed)
  progress.end()
  const problems = [...said.problems, ...(others?.problems ?? [])]
  const keynessReason =
    others === null ? 'Keyness compares two groups of respondents. Name the other with --against.' : null
  warn(problems, streams)
  streams.out(
    options.json
      ? JSON.stringify({ keyphrases: phrases, keyness: terms, keynessReason, problems })
      : report(phrases, others === null ? null : terms),
  )
  return 0
}

async function read(
  file: string,
  { id, text }: KeywordsOptions,
): Promise<{ answers: Answer[]; respondents: string[]; problems: Problem[] }> {
  const { answers, respondents, problems } = await readResponses(file, {
    text,
    ...(id === undefined ? {} : { id }),
  })
  const saying = answers.filter(answer => !isNonAnswer(answer.text))
  return { answers: saying, respondents: [...respondents.keys()], problems }
}

/** What a person reads: a table of phrases, and one for each group where two were compared. */
function report(phrases: Keyphrase[], terms: KeyTerm[] | null): string {
  const about =
    phrases.length === 0
      ? ['No word or phrase is used by two respondents.']
      : [
          'Keyphrases, and how many respondents use each',
          ...table(phrases.slice(0, mostShown).map(({ phrase, respondents }) => [phrase, `${respondents}`])),
        ]
  return [...about, ...(terms === null ? [] : ['', ...keynessTables(terms)])].join('\n')
}

function keynessTables(terms: KeyTerm[]): string[] {
  const sure = terms.filter(({ q }) => q <= falseShare)
  if (sure.length === 0) return ['No word or phrase sets the two groups apart beyond chance.']
  const more = sure.filter(({ g2 }) => g2 > 0)
  const less = sure.filter(({ g2 }) => g2 < 0)
  return [...keynessTable('Used more', more), '', ...keynessTable('Used less', less)]
}

function keynessTable(title: string, terms: KeyTerm[]): string[] {
  if (terms.length === 0) return [`${title}: nothing beyond chance.`]
  const rows = terms
    .slice(0, mostShown)
    .map(({ term, respondents, respondentsAgainst, g2, logRatio }) => [
      term,
      `${respondents}`,
      `${respondentsAgainst}`,
      g2.toFixed(1),
      logRatio.toFixed(1),
    ])
  return [title, ...table([['', 'respondents', 'against', 'G²', 'log ratio'], ...rows])]
}

/** Columns side by side: the first to the left, numbers to the right. */
function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => [...(row[column] ?? '')].length)),
  )
  return rows.map(row =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - [...cell].length)
        return column === 0 ? `  ${cell}${gap}` : gap + cell
      })
      .join('  '),
  )
}
