import {
  type Answer,
  type CompiledEdit,
  compileCodebook,
  compileEdit,
  decodeModel,
  learnedTags,
  retagAnswer,
  type Tag,
  type Tagger,
  type Theme,
  type ThemeModel,
  tagAnswer,
} from '../../analysis/index.ts'

/** Texts to tag by a codebook and, where there is one, by what was learned. */
export type TagTask = {
  /** Names the codebook and its model, so that they are made ready once. */
  version: string
  /** Those with rules. */
  themes: Theme[]
  learned: Uint8Array<SharedArrayBuffer> | undefined
  /** Ids of the themes in use: a model may know others. */
  used: string[]
  answers: Answer[]
}

/** Tagged texts, and the edit of the codebook by which they are to be tagged anew. */
export type RetagTask = {
  /** Names the edit, so that it is made ready once. */
  name: string
  /** The themes with rules before it. */
  before: Theme[]
  after: Theme[]
  tagged: { answer: Answer; tags: Tag[] }[]
}

type Ready = { version: string; tagger: Tagger; model: ThemeModel | undefined }

let latest: Ready | undefined

/** Runs in a worker thread, so that no page waits: the tags of each text, in the order of the texts. */
export default function tagAll(task: TagTask): Tag[][] {
  const { tagger, model } = latest?.version === task.version ? latest : ready(task)
  const used = new Set(task.used)
  return task.answers.map(answer => [
    ...tagAnswer(tagger, answer),
    ...(model ? learnedTags(model, answer).filter(tag => used.has(tag.theme)) : []),
  ])
}

function ready({ version, themes, learned }: TagTask): Ready {
  // Copied, since shared memory cannot be read as text.
  const model = learned && decodeModel(Uint8Array.from(learned))
  latest = { version, tagger: compileCodebook(themes), model }
  return latest
}

let latestEdit: { name: string; edit: CompiledEdit } | undefined

/** The tags of each text after an edit, in the order of the texts; undefined where the edit leaves them as they are. */
export function retagAll({ name, before, after, tagged }: RetagTask): (Tag[] | undefined)[] {
  if (latestEdit?.name !== name) latestEdit = { name, edit: compileEdit(before, after) }
  const { edit } = latestEdit
  return tagged.map(({ answer, tags }) => {
    const found = retagAnswer(edit, answer, tags)
    return found === tags ? undefined : [...found]
  })
}
