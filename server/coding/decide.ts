import { learnedRule } from '../../analysis/application.ts'
import type { Origin, Span, Stance, Tag } from '../../analysis/index.ts'
import { newId } from '../database/ids.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Decision, StoredCoding } from './coding.ts'
import type { Act } from './history.ts'
import { put, takeBack } from './put.ts'
import type { CodingRecord } from './record.ts'
import { refreshMentions } from './refreshMentions.ts'
import { overlap } from './span.ts'

/** What a coder makes of a suggestion or of a coding of theirs; a missing theme or span stays as it was. */
export type Ruling = { verdict: 'accepted' | 'rejected'; stance: Stance; theme?: string; span?: Span }

/**
 * Decides on a suggestion of the machine. Another theme rejects the one suggested and accepts the other;
 * another span accepts that span alone.
 *
 * @returns the coding that says so
 */
export async function decideOnTag(
  record: CodingRecord,
  coder: string,
  tag: Tag,
  ruling: Ruling,
): Promise<string> {
  const theme = usableTheme(record, ruling.theme ?? tag.theme)
  const { codebookVersion, ...base } = baseOf(record, tag.text, coder)
  const led = { origin: originOf(tag), tag: tag.id, rule: tag.rule, codebookVersion, stance: ruling.stance }
  const act = actOf(coder, ruling.verdict)
  const id = await put(
    { ...base, ...(ruling.span ?? spanOf(tag)), theme },
    { ...led, verdict: ruling.verdict },
    act,
  )
  // What was suggested itself is decided on too, so that it is not asked again.
  if (theme !== tag.theme || (ruling.span && !overlap(ruling.span, tag)))
    await put({ ...base, ...spanOf(tag), theme: tag.theme }, { ...led, verdict: 'rejected' }, act)
  await refreshMentions(record.consultation, [record.response._id])
  return id
}

/** Changes a coding of the coder's own. A coding of another theme or span takes its place. @returns the one that stands */
export async function decideOnCoding(
  record: CodingRecord,
  coder: string,
  coding: StoredCoding,
  ruling: Ruling,
): Promise<string> {
  ownedBy(coding, coder)
  const { codebookVersion, ...base } = baseOf(record, coding.text, coder)
  const theme =
    coding.theme === ruling.theme ? coding.theme : usableTheme(record, ruling.theme ?? coding.theme)
  const span = ruling.span ?? spanOf(coding)
  const { origin, tag, rule, audit } = coding
  const moved = theme !== coding.theme || span.start !== coding.start || span.end !== coding.end
  const decision: Decision = {
    verdict: ruling.verdict,
    stance: ruling.stance,
    origin,
    codebookVersion,
    ...(tag === undefined ? {} : { tag }),
    ...(rule === undefined ? {} : { rule }),
    ...(audit === undefined ? {} : { audit }),
    ...(moved ? { replaces: coding.id } : {}),
  }
  const act = actOf(coder, 'changed')
  const id = await put({ ...base, ...span, theme }, decision, act)
  if (moved) await takeBack(coding, act)
  await refreshMentions(record.consultation, [record.response._id])
  return id
}

/** A passage that a person chose to code; `sawTags`: whether the page showed the tags. */
export type Passage = { text: string; span: Span; theme: string; stance: Stance; sawTags: boolean }

/**
 * Codes a passage that a person chose. It is unaided unless they saw the machine's tag for the same theme there.
 * @param action names the act that it is part of
 */
export async function codePassage(
  record: CodingRecord,
  coder: string,
  passage: Passage,
  action = newId(),
): Promise<void> {
  const { text, span, stance } = passage
  const theme = usableTheme(record, passage.theme)
  const { codebookVersion, ...base } = baseOf(record, text, coder)
  const seen = passage.sawTags
    ? record.tags.find(tag => tag.text === text && tag.theme === theme && overlap(tag, span))
    : undefined
  const led = seen
    ? { origin: originOf(seen), tag: seen.id, rule: seen.rule }
    : { origin: 'unaided' as const }
  await put(
    { ...base, ...span, theme },
    { verdict: 'accepted', stance, codebookVersion, ...led },
    { ...actOf(coder, 'coded'), action },
  )
  await refreshMentions(record.consultation, [record.response._id])
}

/** Takes a coding of the coder's own back. */
export async function removeCoding(record: CodingRecord, coder: string, coding: StoredCoding): Promise<void> {
  ownedBy(coding, coder)
  await takeBack(coding, actOf(coder, 'removed'))
  await refreshMentions(record.consultation, [record.response._id])
}

/** What led to a decision on a tag. */
export function originOf(tag: Tag): Origin {
  return tag.rule === learnedRule ? 'model' : 'rule'
}

export function actOf(coder: string, did: Act['did']): Act {
  return { at: new Date(), by: coder, action: newId(), did }
}

function spanOf({ start, end }: Span): Span {
  return { start, end }
}

/** What every coding of this text by this coder has in common. */
export function baseOf(record: CodingRecord, id: string, coder: string) {
  if (record.response.state === 'withdrawn')
    throw new Conflict('This respondent has withdrawn: their words can no longer be read or coded.')
  const text = record.texts.find(each => each._id === id)
  if (!text) throw new NotFound('This answer is no longer part of the response. Go back and reload the page.')
  const { consultation, codebook } = record
  const { respondent, question } = text
  return { consultation, respondent, question, text: id, coder, codebookVersion: codebook.version }
}

export function usableTheme(record: CodingRecord, theme: string): string {
  const found = record.codebook.themes.find(each => each.id === theme && !each.archived)
  if (!found) throw new NotFound('This theme is not in use. Go back, reload the page and choose another.')
  return found.id
}

function ownedBy(coding: StoredCoding, coder: string): void {
  if (coding.coder !== coder)
    throw new NotFound('This coding is not yours to change. Make one of your own beside it.')
  if (coding.adjudicates)
    throw new NotFound(
      'This coding settles a difference between coders. Take that back, or settle it anew, on its page.',
    )
}
