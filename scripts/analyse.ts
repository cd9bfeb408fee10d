import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../analysis/index.ts'
import { chosenCodebook } from './analysis/codebook.ts'
import { findingsMarkdown } from './analysis/findingsMarkdown.ts'
import { type Proposal, propose } from './analysis/propose.ts'
import { openResponses } from './analysis/responses.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { type TaggedPassage, Tally } from './analysis/tally.ts'
import { writeGroups, writeQuotes, writeTags, writeThemes } from './analysis/writeTables.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'

export type AnalyseOptions = {
  responses: string
  out: string
  codebook?: string | undefined
  id?: string | undefined
  text: string[]
  language?: string | undefined
  by: string[]
  json: boolean
}

/**
 * `soundings analyse`: tags responses by a codebook and writes tags.csv, themes.csv, quotes.csv, findings.md and
 * findings.json (and groups.csv where attributes are asked for) into a folder.
 * @returns 0
 * @throws CannotRun when the responses or the codebook cannot be read, or the folder not written.
 */
export async function analyse(options: AnalyseOptions, streams: Streams = standardStreams): Promise<number> {
  const { responses: file, out, by } = options
  const progress = watchedProgress()
  progress.say('Reading the responses')
  const { themes, problems: codebookProblems } = await chosenCodebook(options.codebook)
  const { responses, problems: fileProblems } = await openResponses(file, {
    ...{ id: options.id, text: options.text, language: options.language, by },
  })
  const tally = new Tally(themes, by)
  const firstGroup = new Map<string, string>()
  async function* tagged(): AsyncGenerator<TaggedPassage> {
    for await (const response of responses) {
      const passages = tally.take(response)
      if (passages.length > 0) firstGroup.set(response.respondent, response.cells.get(by[0] ?? '') ?? '')
      yield* passages
      if (tally.responses % 1000 === 0) progress.say(`Tagging: ${tally.responses} responses`)
    }
  }
  const result = await writing(out, async () => {
    await writeTags(out, themes, tagged())
    progress.say('Choosing quotes')
    const proposed = propose(tally, respondent => firstGroup.get(respondent) ?? '')
    progress.say('Writing the files')
    await writeThemes(out, tally)
    await writeQuotes(out, proposed.themes)
    if (by.length > 0) await writeGroups(out, tally)
    await writeFile(path.join(out, 'findings.md'), findingsMarkdown(path.basename(file), tally, proposed))
    const problems = [...codebookProblems, ...fileProblems]
    const result = resultOf(path.basename(file), tally, proposed, problems)
    await writeFile(path.join(out, 'findings.json'), `${JSON.stringify(result, null, 2)}\n`)
    return result
  })
  progress.end()
  warn(result.problems, streams)
  streams.out(options.json ? JSON.stringify(result) : summary(out, result))
  return 0
}

async function writing<Written>(out: string, write: () => Promise<Written>): Promise<Written> {
  try {
    await mkdir(out, { recursive: true })
    return await write()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const message = `Cannot be written (${error.code}). Name a folder that you may write to, with room on its disk.`
    throw new CannotRun([{ place: out, message }])
  }
}

type Result = ReturnType<typeof resultOf>

/** findings.json, and what `--json` prints. `basis` says that machine tags were counted, which nobody reviewed. */
function resultOf(
  source: string,
  { responses, of, answers, tags, themes }: Tally,
  proposed: { themes: Proposal[]; sets: Proposal[] },
  problems: Problem[],
) {
  return {
    source,
    basis: 'machine tags, unreviewed',
    responses,
    of,
    answers,
    tags,
    themes: themes.map(({ theme, respondents, passages }) => ({
      theme: theme.name,
      respondents,
      of,
      passages,
    })),
    findings: proposed.themes.map(findingOf),
    sets: proposed.sets.map(findingOf),
    problems,
  }
}

function findingOf({ themes, respondents, of, statement, markdown, quotes }: Proposal) {
  return {
    themes,
    respondents,
    of,
    statement,
    markdown,
    quotes: quotes.map(({ respondent, question, quote, words, attribution, why }) => ({
      response: respondent,
      question,
      start: quote.start,
      end: quote.end,
      text: words,
      attribution,
      why,
    })),
  }
}

function summary(out: string, { responses, of, tags, findings }: Result): string {
  const raised = findings.map(
    ({ themes, respondents }) => `  ${String(respondents).padStart(6)}  ${themes.join(', ')}`,
  )
  return [
    `${counted(responses, 'response')}, ${of} of them with more than a non-answer; ${counted(tags, 'machine tag')}, unreviewed.`,
    'Respondents with at least one tag:',
    ...(raised.length > 0 ? raised : ['  no rule matched anything']),
    `Written to ${out}: tags.csv, themes.csv, quotes.csv, findings.md, findings.json`,
  ].join('\n')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
