import { capitalised, opensSentence, respondents } from '../../../../analysis/application.ts'
import { notPrintable } from '../../../findings/notPrintable.ts'
import { shareIn } from '../../../findings/share.ts'
import { asMarkdown } from '../escape.ts'
import { findingNote } from '../findingNote.ts'
import type { Call } from '../grammar.ts'
import { type Refusal, type Writing, writeAuthored } from '../writing.ts'

/**
 * What the author says of a finding, with a note of its count.
 * Usage: `{{finding "contracts-carry-the-knowledge"}}`.
 */
export function finding(call: Call, writing: Writing): Refusal {
  const refusal = nameFinding(call, writing)
  if (refusal || !writing.finding) return refusal
  writeAuthored(writing, call.place, writing.finding.finding.text.trim())
  writing.sheet.note(findingNote(writing.finding))
  return undefined
}

/**
 * The claim of a finding in one sentence, such as for a heading.
 * Usage: `## {{claim "contracts-carry-the-knowledge"}}`.
 */
export function claim(call: Call, writing: Writing): Refusal {
  const refusal = nameFinding(call, writing)
  if (refusal || !writing.finding) return refusal
  writeAuthored(writing, call.place, asMarkdown(writing.finding.finding.statement))
  return undefined
}

/**
 * How many support a finding: a word of the scale and the number, or the number alone among fewer than twenty.
 * Usage: `{{prevalence}} described` → many (27) described, or Many where a sentence begins. Without a name it is the finding named last.
 */
export function prevalence(call: Call, writing: Writing): Refusal {
  const refusal = nameFinding(call, writing)
  if (refusal || !writing.finding) return refusal
  const share = shareIn(writing.finding)
  writing.sheet.words(opensSentence(writing.sheet.tail) ? capitalised(share) : share)
  return undefined
}

/**
 * How many respondents a finding's number is out of.
 * Usage: `Of the {{of}} respondents` → Of the 58 respondents; `{{of as="respondents"}}` → 1 respondent.
 */
export function of(call: Call, writing: Writing): Refusal {
  const refusal = nameFinding(call, writing)
  if (refusal || !writing.finding) return refusal
  const as = call.options.get('as')
  if (as !== undefined && as !== 'respondents')
    return `{{of}} is a number, or as="respondents", not as="${as}".`
  const number = writing.finding.count.of
  writing.sheet.words(as ? respondents(number, writing.material.style) : number.toLocaleString('en-GB'))
  return undefined
}

/** Makes the finding that a call names the one that is spoken of. */
export function nameFinding(call: Call, writing: Writing): Refusal {
  if (call.key === '')
    return writing.finding ? undefined : `say which finding: ${'{{'}${call.name} "its-name"}}.`
  const found = writing.material.findings.get(call.key)
  if (!found) return `no finding is called “${call.key}”. The page of findings shows the names.`
  writing.finding = found
  if (!writing.named.includes(found)) writing.named.push(found)
  const reason = notPrintable(found)
  return reason && `the finding “${call.key}” ${reason}`
}
