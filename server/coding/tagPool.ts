import type { Answer, Tag } from '../../analysis/index.ts'
import { withRules } from '../codebook/edit.ts'
import type { Codebook } from '../codebook/store.ts'
import { sharedModel } from '../learning/modelStore.ts'
import { oneThread } from '../thread.ts'
import type { TagTask } from './tagWorker.ts'

/** Texts sent to a worker at once: few enough that a long text does not hold up the report of progress. */
const chunk = 50

const thread = oneThread<TagTask, Tag[][]>(import.meta.dirname, 'tagWorker', 60_000)

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
    tags.push(...(await thread().run(task)))
  }
  return tags
}
