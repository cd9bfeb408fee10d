import type { Answer } from '../../model.ts'
import { type Campaign, type Corpus, held } from './campaigns.ts'
import { firstOf } from './distinctTexts.ts'
import { likeness } from './likeness.ts'
import type { Reader } from './reader.ts'
import type { Addition, Cluster, Member } from './result.ts'
import { copiedRuns, runsBetween, spansOfRun } from './runs.ts'

/** A campaign as it is shown: the shared text in words, and what each response made of it. */
export function clusterOf(corpus: Corpus, campaign: Campaign): Cluster {
  const { texts, sets, reader } = corpus
  const { anchor, runs, shared } = campaign
  const source = firstOf(texts[anchor]?.answers ?? [])
  const words = reader.read(source.text)
  const spans = runs.flatMap(run => spansOfRun(words, run))
  const members = campaign.texts.flatMap(text => {
    const set = sets.of(text)
    const similarity = likeness(sets.of(anchor), set).jaccard
    const holds = held(set, shared) / shared.size
    return (texts[text]?.answers ?? []).map(answer => ({ answer, similarity, holds }))
  })
  const shown = [...closestOfEach(members)].map(
    ([response, { answer, ...measures }]): Member => ({
      response,
      question: answer.question,
      answer: answer.id,
      ...measures,
      added: additions(answer.text, reader, shared),
    }),
  )
  return {
    id: (texts[anchor]?.key ?? 0).toString(36).padStart(11, '0'),
    size: shown.length,
    template: spans.map(({ start, end }) => source.text.slice(start, end)).join(' […] '),
    source: { response: source.respondent, question: source.question, answer: source.id, spans },
    members: shown,
  }
}

type Measured = { answer: Answer; similarity: number; holds: number }

/** One answer for each respondent, the closest to the source; the closest first, and equals by id. */
function closestOfEach(members: Measured[]): Map<string, Measured> {
  const ordered = members.sort(
    (a, b) => b.similarity - a.similarity || b.holds - a.holds || (a.answer.id < b.answer.id ? -1 : 1),
  )
  const closest = new Map<string, Measured>()
  for (const member of ordered) {
    const { respondent } = member.answer
    if (!closest.has(respondent)) closest.set(respondent, member)
  }
  return closest
}

/** What a text says beside the shared text and the wording that people were given. */
function additions(text: string, reader: Reader, shared: ReadonlySet<number>): Addition[] {
  const words = reader.read(text)
  const copied = copiedRuns(words, shingle => shared.has(shingle))
  return runsBetween(copied, words.length)
    .flatMap(run => spansOfRun(words, run))
    .map(({ start, end }) => ({ start, end, text: text.slice(start, end) }))
}
