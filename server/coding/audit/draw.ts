import { auditDraw, countWords, type Span, sentences } from '../../../analysis/index.ts'
import { codebookOf } from '../../codebook/store.ts'
import { groupBy } from '../../groupBy.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { countResponses } from '../../responses/countStore.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { spokenLanguage } from '../../responses/languages.ts'
import { isForMachine, type Response } from '../../responses/response.ts'
import { listResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import type { StoredCoding } from '../coding.ts'
import { allCodingsOf } from '../codingStore.ts'
import { overlap } from '../span.ts'
import { taggingsOf } from '../taggingStore.ts'
import { type Audit, type AuditPassage, findAudit, keepDraw, passageId, type Strata } from './auditStore.ts'

/** How many responses are read at once. */
const atOnce = 100

/** What is drawn from: a sentence, whose it is, and the themes that the machine gave it. */
type Passage = Pick<AuditPassage, 'respondent' | 'question' | 'text' | 'start' | 'end' | 'tags'>

/** Has the runner draw samples; a killed run begins anew. */
export function registerAudit(runner: Runner): void {
  runner.registerJob('audit', drawAudit)
}

/**
 * Draws a sample from the sentences that the machine has read and nobody has decided on. Those that people coded have
 * taught it, or were seen with its suggestions; it would do better on them than on what is left.
 */
export async function drawAudit(id: string, progress: Progress): Promise<void> {
  const audit = await findAudit(id)
  if (!audit || audit.strata) return
  const { consultation, themes, size, seed } = audit
  const drawing = auditDraw<Passage>({ size: Math.ceil(size / 2), seed })
  const byTheme = new Map(themes.map(theme => [theme, 0]))
  const of = await countResponses(consultation)
  let done = 0
  let after = ''
  for (;;) {
    const responses = await listResponses(consultation, after, atOnce)
    if (responses.length === 0) break
    await stillChecks(audit)
    for (const passage of await passagesIn(audit, responses.filter(isForMachine))) {
      for (const theme of passage.tags) byTheme.set(theme, (byTheme.get(theme) ?? 0) + 1)
      drawing.add(passage, passage.tags.length > 0)
    }
    done += responses.length
    after = responses.at(-1)?._id ?? after
    await progress(Math.min(done, of), of)
  }
  const { drawn, tagged, untagged } = drawing.result()
  const passages = drawn.map(({ passage, tagged }, index) => ({
    _id: passageId(id, index + 1),
    audit: id,
    place: index + 1,
    consultation,
    ...passage,
    tagged,
  }))
  const strata: Strata = {
    tagged,
    untagged,
    byTheme: [...byTheme].map(([theme, passages]) => ({ theme, passages })),
  }
  await keepDraw(id, passages, strata)
}

async function stillChecks({ consultation, rulesVersion }: Audit): Promise<void> {
  if ((await codebookOf(consultation)).rulesVersion !== rulesVersion)
    throw new Error(
      'What the machine suggests was changed while the passages were drawn. Begin another sample.',
    )
}

/** The passages of these responses that may be drawn, in an order that is always the same. */
async function passagesIn({ consultation, themes, rulesVersion }: Audit, responses: Response[]) {
  const ids = responses.flatMap(currentTexts)
  const [texts, taggings, codings] = await Promise.all([
    findTexts(ids),
    taggingsOf(ids),
    allCodingsOf(
      consultation,
      responses.map(response => response._id),
    ),
  ])
  const taggingOf = new Map(taggings.map(tagging => [tagging._id, tagging]))
  const codingsOn = groupBy(
    codings.filter(coding => !coding.removed),
    coding => coding.text,
  )
  const asked = new Set(themes)
  const passages: Passage[] = []
  const inEnglish = texts.filter(({ text, language }) => !spokenLanguage(text, language).foreign)
  for (const { _id, respondent, question, text, nonAnswer } of inEnglish.sort((a, b) =>
    a._id < b._id ? -1 : 1,
  )) {
    const tagging = taggingOf.get(_id)
    if (!tagging || tagging.codebookVersion < rulesVersion || nonAnswer) continue
    const decided = codingsOn.get(_id) ?? []
    if (decided.some(wasReadThrough)) continue
    for (const span of sentences(text)) {
      if (decided.some(coding => overlap(coding, span)) || !saysSomething(text, span)) continue
      const given = tagging.tags.filter(tag => asked.has(tag.theme) && overlap(tag, span))
      const tags = [...new Set(given.map(tag => tag.theme))]
      passages.push({ respondent, question, text: _id, ...span, tags })
    }
  }
  return passages
}

/** Someone who codes a passage unaided has read the answer, and what they left uncoded teaches as well. */
function wasReadThrough({ origin, audit }: StoredCoding): boolean {
  return origin === 'unaided' && audit === undefined
}

function saysSomething(text: string, { start, end }: Span): boolean {
  return countWords(text.slice(start, end)) > 0
}
