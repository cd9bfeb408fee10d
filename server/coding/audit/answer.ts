import { actOf, baseOf } from '../decide.ts'
import { put, takeBack } from '../put.ts'
import type { CodingRecord } from '../record.ts'
import { refreshMentions } from '../refreshMentions.ts'
import { overlap } from '../span.ts'
import { type Audit, type AuditPassage, keepAnswer } from './auditStore.ts'

/**
 * Keeps what a person says of a passage of the sample, shown without marks: which of the themes asked about it speaks
 * of. It is coded so as well, unaided: those themes are accepted there, and those that the machine had given it
 * besides are rejected. A coding of theirs that says the same already stays as it is. Saying something else later
 * takes the place of what was said before.
 */
export async function answerPassage(
  record: CodingRecord,
  coder: string,
  audit: Audit,
  passage: AuditPassage,
  themes: string[],
): Promise<void> {
  const { codebookVersion, ...base } = baseOf(record, passage.text, coder)
  const { start, end } = passage
  const act = actOf(coder, 'coded')
  const verdicts = verdictsOn(record, audit, passage, themes)
  const own = record.codings.filter(
    coding =>
      coding.coder === coder && coding.text === passage.text && coding.start === start && coding.end === end,
  )
  for (const [theme, verdict] of verdicts) {
    if (own.some(coding => coding.theme === theme && coding.verdict === verdict)) continue
    await put(
      { ...base, start, end, theme },
      { verdict, stance: 'mentions', origin: 'unaided', codebookVersion, audit: audit._id },
      act,
    )
  }
  for (const coding of own)
    if (coding.audit === audit._id && !verdicts.has(coding.theme)) await takeBack(coding, act)
  // Last: what was broken off before is asked again.
  await keepAnswer(passage._id, { themes, by: coder, at: act.at })
  await refreshMentions(record.consultation, [record.response._id])
}

/** What an answer says of each theme that it decides on. A theme that is in use no longer is not coded. */
function verdictsOn(
  { tags, codebook }: CodingRecord,
  audit: Audit,
  passage: AuditPassage,
  accepted: string[],
): Map<string, 'accepted' | 'rejected'> {
  const used = new Set(codebook.themes.filter(theme => !theme.archived).map(theme => theme.id))
  const given = tags.filter(tag => tag.text === passage.text && overlap(tag, passage)).map(tag => tag.theme)
  const verdicts = new Map<string, 'accepted' | 'rejected'>()
  for (const theme of [...passage.tags, ...given])
    if (audit.themes.includes(theme) && used.has(theme)) verdicts.set(theme, 'rejected')
  for (const theme of accepted) if (used.has(theme)) verdicts.set(theme, 'accepted')
  return verdicts
}
