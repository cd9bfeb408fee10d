import path from 'node:path'
import { Piscina } from 'piscina'
import type { Answer, Tag } from '../../analysis/index.ts'
import { withRules } from '../codebook/edit.ts'
import type { Codebook } from '../codebook/store.ts'
import { sharedModel } from '../learning/modelStore.ts'
import { sourceArguments, sourceExtension } from '../sources.ts'
import type { TagTask } from './tagWorker.ts'

/** Texts sent to a worker at once: few enough that a long text does not hold up the report of progress. */
const chunk = 50

let pool: Piscina<TagTask, Tag[][]> | undefined

/** One thread, started at the first use and ended after a minute without work; it keeps no process alive. */
function workers(): Piscina<TagTask, Tag[][]> {
  pool ??= new Piscina({
    filename: path.join(import.meta.dirname, `tagWorker${sourceExtension}`),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
    execArgv: sourceArguments,
  })
  return pool
}

/** The tags of each text, made beside the pages. @returns one list a text, in their order */
export async function tagsFor(codebook: Codebook, answers: Answer[]): Promise<Tag[][]> {
  const { suggests, _id: version } = codebook
  const themes = suggests === 'nothing' ? [] : withRules(codebook.themes)
  const learned = suggests === 'learning' && codebook.model ? await sharedModel(codebook.model) : undefined
  if (themes.length === 0 && !learned) return answers.map(() => [])
  const used = codebook.themes.filter(theme => !theme.archived).map(theme => theme.id)
  const tags: Tag[][] = []
  for (let from = 0; from < answers.length; from += chunk) {
    const task = { version, themes, learned, used, answers: answers.slice(from, from + chunk) }
    tags.push(...(await workers().run(task)))
  }
  return tags
}
