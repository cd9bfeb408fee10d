import {
  type Answer,
  compileCodebook,
  type Tag,
  type Tagger,
  type Theme,
  tagAnswer,
} from '../../analysis/index.ts'

/** Texts to tag by a codebook; `version` names it, so that it is compiled once. */
export type TagTask = { version: string; themes: Theme[]; answers: Answer[] }

let latest: { version: string; tagger: Tagger } | undefined

/** Runs in a worker thread, so that no page waits: the tags of each text, in the order of the texts. */
export default function tagAll({ version, themes, answers }: TagTask): Tag[][] {
  if (latest?.version !== version) latest = { version, tagger: compileCodebook(themes) }
  const { tagger } = latest
  return answers.map(answer => tagAnswer(tagger, answer))
}
