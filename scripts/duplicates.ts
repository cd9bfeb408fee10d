import {
  type Cluster,
  type Duplicates,
  duplicates,
  type Member,
  type Problem,
  voices,
} from '../analysis/index.ts'
import { readResponses } from './analysis/responses.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'
import { readText } from './readText.ts'

export type DuplicatesCommandOptions = {
  responses: string
  wording: string[]
  threshold?: string | undefined
  id?: string | undefined
  text: string[]
  json: boolean
}

/**
 * `soundings duplicates`: finds responses that are copies of one another, and the letters of campaigns.
 * @returns 0 where there are none, 1 where there are.
 * @throws CannotRun when the responses or the wording cannot be read, or the threshold is none.
 */
export async function findDuplicates(
  options: DuplicatesCommandOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  const threshold = readThreshold(options.threshold)
  const given = await Promise.all(options.wording.map(readText))
  const progress = watchedProgress()
  progress.say('Reading the responses')
  const columns = { id: options.id, text: options.text }
  const { answers, respondents, problems } = await readResponses(options.responses, columns)
  const found = duplicates(answers, {
    threshold,
    wording: [...given, ...new Set(answers.map(({ question }) => question))],
    onProgress: (done, of) => progress.say(`Comparing: ${done} of ${of} texts read`),
  })
  progress.end()
  warn(problems, streams)
  const all = [...respondents.keys()]
  streams.out(options.json ? asJson(found, all, problems) : report(found, all))
  return found.clusters.length > 0 ? 1 : 0
}

/** Below 0.3, answers are compared that have nothing but their subject in common, and many of them are missed. */
function readThreshold(given: string | undefined): number {
  if (given === undefined) return 0.5
  const threshold = Number(given)
  if (threshold >= 0.3 && threshold <= 1) return threshold
  throw new CannotRun([{ place: '--threshold', message: `Is “${given}”. Give a share from 0.3 to 1.` }])
}

function asJson(
  { clusters, pairs, compared, tooShort }: Duplicates,
  all: string[],
  problems: Problem[],
): string {
  const { each, asOne, independent, withAdditions } = voices(clusters, all, 'as one')
  const summary = { responses: each, compared, tooShort, independent, withAdditions, voices: { each, asOne } }
  return JSON.stringify({ clusters, pairs, summary, problems })
}

/** Members and words that are shown of a cluster; --json has them all. */
const shownMembers = 10
const shownTemplate = 400
const shownAddition = 160

function report({ clusters, compared, tooShort }: Duplicates, all: string[]): string {
  return [
    ...clusters.flatMap(clusterLines),
    `${compared} answers compared, ${tooShort} too short to be.`,
    voices(clusters, all, 'each').says,
    ...(clusters.length > 0 ? [voices(clusters, all, 'as one').says] : []),
  ].join('\n')
}

function clusterLines({ id, size, template, source, members }: Cluster): string[] {
  const shown = members.filter(({ added }) => added.length > 0).slice(0, shownMembers)
  const unchanged = members.filter(({ added }) => added.length === 0).length
  const more = size - unchanged - shown.length
  return [
    `${size} responses share a text (${id}), here as in ${source.response}:`,
    `    “${excerpt(template, shownTemplate)}”`,
    ...(unchanged > 0 ? [`  ${unchanged} added nothing to it`] : []),
    ...shown.map(memberLine),
    ...(more > 0 ? [`  … and ${more} more with additions; --json lists them all`] : []),
    '',
  ]
}

/** Whole percent, in which 100 is kept for all of it. */
function memberLine({ response, holds, added }: Member): string {
  const words = excerpt(added.map(({ text }) => text).join(' […] '), shownAddition)
  return `  ${response} (${Math.floor(holds * 100)} % of it) added “${words}”`
}

function excerpt(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ')
  if (line.length <= longest) return line
  const space = line.lastIndexOf(' ', longest)
  return `${line.slice(0, space > 0 ? space : longest)}…`
}
