import { inOrder } from '../../codebook/hierarchy.ts'
import { codebookOf } from '../../codebook/store.ts'
import { withoutGone } from '../../codebook/withoutGone.ts'
import type { CodingWithoutHistory } from '../../coding/codingQueryStore.ts'
import { codingsInOrder } from '../../coding/codingStore.ts'
import type { Consultation } from '../../consultations/store.ts'
import { modelOf, wordsOf } from '../../projects/codings/columns.ts'
import { type Names, namesOf } from '../../projects/codings/read.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { findResponses } from '../../responses/store.ts'
import type { RawResponse } from '../../results/raw/read.ts'
import { type Asked, partOf } from '../paging.ts'
import { standing } from './responses.ts'

/** A part of the codings that stand, on what respondents who stand say now. */
export async function codingsPart(consultation: Consultation, asked: Asked) {
  const names = await namesOf(consultation)
  return partOf(
    asked,
    (after, count) => codingsInOrder(consultation._id, after, count),
    async codings => {
      const responses = await findResponses([...new Set(codings.map(({ respondent }) => respondent))])
      const byId = new Map((await standing(responses)).map(raw => [raw.response._id, raw]))
      return codings.map(coding => {
        const of = byId.get(coding.respondent)
        const isShown = of?.texts.has(coding.text) && (!asked.since || coding.at >= asked.since)
        return of && isShown ? viewOf(of, coding, names) : undefined
      })
    },
  )
}

function viewOf(of: RawResponse, coding: CodingWithoutHistory, names: Names) {
  const rule = names.rule(coding.rule)
  const model = modelOf(names, coding)
  return {
    id: coding.id,
    response: coding.respondent,
    ...{ question: coding.question, start: coding.start, end: coding.end },
    passage: wordsOf({ of, coding }),
    ...{ theme: coding.theme, verdict: coding.verdict, stance: coding.stance, origin: coding.origin },
    ...(rule ? { rule } : {}),
    ...(model ? { model } : {}),
    codebookVersion: coding.codebookVersion,
    coder: names.coder(coding.coder),
    at: coding.at.toISOString(),
  }
}

/** The codebook as it is now, without words of testimony that were withdrawn. */
export async function codebookView(consultation: Consultation) {
  const [{ version, themes }, { path }, gone] = await Promise.all([
    codebookOf(consultation._id),
    namesOf(consultation),
    goneWordsOf(consultation._id),
  ])
  return {
    version,
    themes: inOrder(themes)
      .map(theme => withoutGone(theme, gone))
      .map(({ id, name, parent, definition, include, exclude, colour, archived, rules }) => ({
        ...{ id, name, parent, path: path(id), definition, include, exclude, colour, archived },
        rules: rules.map(({ source }) => source),
      })),
  }
}
