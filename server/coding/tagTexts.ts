import { taggingEngine } from '../../analysis/application.ts'
import type { Answer } from '../../analysis/index.ts'
import { modelInUse } from '../codebook/edit.ts'
import { type Codebook, codebookAt, codebookOf } from '../codebook/store.ts'
import { addPending } from '../responses/pendingStore.ts'
import { findTexts, type Text } from '../responses/textStore.ts'
import { noteOf } from './retagged/note.ts'
import { noteRetagged, type Retagged } from './retagged/retagStore.ts'
import { addTaggings, markTaggings, replaceTaggings, type Tagging, taggingsOf } from './taggingStore.ts'
import { tagsAfterEdit, tagsFor } from './tagPool.ts'

/**
 * Tags those of these texts whose tags are missing or older than the rules. Where an edit of the rules alone lies
 * between, only what it can change is made anew, and other tags are marked with the new version.
 *
 * Whose tags change is put on the list of what waits for the 'tag' work before they do, so that their mentions
 * follow even when the process dies in between.
 *
 * @returns the rules' version, and which texts are no longer there
 */
export async function tagTexts(
  consultation: string,
  ids: string[],
): Promise<{ rulesVersion: number; gone: string[] }> {
  const codebook = await codebookOf(consultation)
  const taggings = new Map((await taggingsOf(ids)).map(tagging => [tagging._id, tagging]))
  const isStale = (id: string) => (taggings.get(id)?.codebookVersion ?? -1) < codebook.rulesVersion
  const stale = ids.filter(isStale)
  const texts = await findTexts(stale)
  await tagFirst(
    codebook,
    texts.filter(text => !taggings.has(text._id)),
  )
  const tagged = texts.flatMap(text => {
    const tagging = taggings.get(text._id)
    return tagging ? [{ text, tagging }] : []
  })
  for (const [version, made] of byVersion(tagged)) await tagAgain(codebook, version, made)
  const there = new Set(texts.map(text => text._id))
  return { rulesVersion: codebook.rulesVersion, gone: stale.filter(id => !there.has(id)) }
}

/** A text with the tags that it has. */
type Tagged = { text: Text; tagging: Tagging }

async function tagFirst(codebook: Codebook, texts: Text[]): Promise<void> {
  const tags = await tagsFor(codebook, texts.map(answerOf))
  const first = codebook.version
  await addTaggings(texts.map((text, index) => ({ ...taggingOf(codebook, text, tags[index] ?? []), first })))
}

/** Brings texts up to date whose tags were made by one version of the codebook. */
async function tagAgain(codebook: Codebook, version: number, tagged: Tagged[]): Promise<void> {
  const made = await tagsNow(codebook, await codebookAt(codebook.consultation, version), tagged)
  const changed: Tagging[] = []
  const unchanged: string[] = []
  const notes: Retagged[] = []
  for (const [index, { text, tagging }] of tagged.entries()) {
    const tags = made[index]
    if (tags) {
      changed.push(taggingOf(codebook, text, tags))
      notes.push(...noteOf(codebook, tagging, tags))
    } else unchanged.push(text._id)
  }
  await noteRetagged(notes)
  await addPending([...new Set(changed.map(tagging => tagging.respondent))], 'tag')
  await replaceTaggings(changed)
  await markTaggings(unchanged, version, codebook.version)
}

/**
 * The tags of each text where they may be others now. What was learned, a version that is not known and tags that
 * another engine made leave all open.
 */
async function tagsNow(
  codebook: Codebook,
  before: Codebook | undefined,
  tagged: Tagged[],
): Promise<(Tagging['tags'] | undefined)[]> {
  const isComparable = tagged.every(({ tagging }) => tagging.engine === taggingEngine)
  if (!before || !isComparable || modelInUse(before) || modelInUse(codebook))
    return tagsFor(
      codebook,
      tagged.map(({ text }) => answerOf(text)),
    )
  return tagsAfterEdit(
    before,
    codebook,
    tagged.map(({ text, tagging }) => ({ answer: answerOf(text), tags: tagging.tags })),
  )
}

function byVersion(tagged: Tagged[]): Map<number, Tagged[]> {
  const groups = new Map<number, Tagged[]>()
  for (const each of tagged) {
    const version = each.tagging.codebookVersion
    groups.set(version, [...(groups.get(version) ?? []), each])
  }
  return groups
}

function answerOf({ _id, respondent, question, text, language }: Text): Answer {
  return { id: _id, respondent, question, text, ...(language === undefined ? {} : { language }) }
}

function taggingOf(codebook: Codebook, text: Text, tags: Tagging['tags']): Tagging {
  const { _id, respondent, question } = text
  return {
    _id,
    consultation: codebook.consultation,
    respondent,
    question,
    codebookVersion: codebook.version,
    engine: taggingEngine,
    tags,
  }
}
