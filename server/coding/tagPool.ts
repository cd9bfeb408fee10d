import type { Answer, Tag } from '../../analysis/index.ts'
import { modelInUse, suggestedByRules } from '../codebook/edit.ts'
import type { Codebook } from '../codebook/store.ts'
import { idOf } from '../database/ids.ts'
import { sharedModel } from '../learning/modelStore.ts'
import { oneThread } from '../thread.ts'
import type { RetagTask, TagTask } from './tagWorker.ts'

/** Texts sent to a worker at once: few enough that a long text does not hold up the report of progress. */
const chunk = 50

const thread = oneThread<TagTask | RetagTask, unknown>(import.meta.dirname, 'tagWorker', 60_000)

/** The tags of each text, made beside the pages. @returns one list a text, in their order */
export async function tagsFor(codebook: Codebook, answers: Answer[]): Promise<Tag[][]> {
  const themes = suggestedByRules(codebook)
  const model = modelInUse(codebook)
  const learned = model === undefined ? undefined : await sharedModel(model)
  if (themes.length === 0 && !learned) return answers.map(() => [])
  const used = codebook.themes.filter(theme => !theme.archived).map(theme => theme.id)
  // By what it says, since the thread may outlive a database that used the same id for another version.
  const version = idOf(JSON.stringify(themes), model ?? '')
  const tags: Tag[][] = []
  for (let from = 0; from < answers.length; from += chunk) {
    const task: TagTask = { version, themes, learned, used, answers: answers.slice(from, from + chunk) }
    tags.push(...((await thread().run(task)) as Tag[][]))
  }
  return tags
}

/**
 * The tags of each text by a codebook that suggests by rules alone, as did the one that its tags are of: only what
 * was changed between them is looked for.
 *
 * @returns for each text in turn, its tags where they are others now
 */
export async function tagsAfterEdit(
  before: Codebook,
  after: Codebook,
  tagged: { answer: Answer; tags: Tag[] }[],
): Promise<(Tag[] | undefined)[]> {
  const themes = { before: suggestedByRules(before), after: suggestedByRules(after) }
  const edit = { name: idOf(JSON.stringify(themes)), ...themes }
  const found: (Tag[] | undefined)[] = []
  for (let from = 0; from < tagged.length; from += chunk) {
    const task: RetagTask = { ...edit, tagged: tagged.slice(from, from + chunk) }
    found.push(...((await thread().run(task, { name: 'retagAll' })) as (Tag[] | undefined)[]))
  }
  return found
}
