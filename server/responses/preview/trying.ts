import { buildingOf } from '../../consultations/building/store.ts'
import { shownIn } from '../../consultations/languages/languages.ts'
import { spokenConsultation, spokenQuestionnaire } from '../../consultations/languages/spoken.ts'
import type { Page, QuestionType } from '../../consultations/questions.ts'
import type { Consultation } from '../../consultations/store.ts'
import { keepTo } from '../../http/languages/current.ts'
import type { Answering } from '../answering/answering.ts'
import { attachBy } from '../answering/attach.ts'
import type { Keeping } from '../answering/savePage.ts'
import { keepTrial, type Trial, trialId, trialOf } from './trialStore.ts'

/** What is being built, answered with test answers of one person, as a respondent answers what is published. */
export async function tryingOf(consultation: Consultation, account: string): Promise<Answering> {
  const { pages, translations } = await buildingOf(consultation)
  keepTo(shownIn(consultation))
  const trial = fitting(await trialOf(trialId(consultation._id, account)), typesOf(pages))
  return {
    token: '',
    at: `/desk/${consultation._id}/questions/preview`,
    draft: { ...trial, consultation: consultation._id, version: 0, startedOn: trial.at },
    consultation: spokenConsultation(consultation),
    ...spokenQuestionnaire(consultation, {
      ...{ _id: '', consultation: consultation._id, version: 0, pages },
      ...(translations ? { translations } : {}),
    }),
    opening: 'open',
    isWithdrawn: false,
    inGrace: false,
  }
}

/** Keeps test answers, and of a file its name and the number of its words alone. */
export function inTrial({ draft, questionnaire }: Answering): Keeping {
  return {
    async change(id, { values, files, refused, declaration, visited }) {
      const before = await trialOf(id)
      await keepTrial({
        ...before,
        values: { ...before.values, ...values },
        files: merged(before.files, files),
        refused: merged(before.refused, refused),
        declaration: declaration ?? before.declaration,
        visited: [...new Set([...before.visited, ...draft.visited, ...(visited ? [visited] : [])])],
        types: Object.fromEntries(typesOf(questionnaire.pages)),
      })
      return true
    },
    attach: (_id, upload) => attachBy(upload, async () => ''),
    removeFile: async () => undefined,
  }
}

function typesOf(pages: readonly Page[]): Map<string, QuestionType> {
  return new Map(pages.flatMap(page => page.questions.map(({ id, type }) => [id, type] as const)))
}

/** Without answers to what is of another type by now. Fields are named `id`, or `id:part`. */
function fitting(trial: Trial, types: ReadonlyMap<string, QuestionType>): Trial {
  const fits = ([field]: [string, unknown]) => {
    const id = field.split(':')[0] ?? ''
    return types.get(id) === trial.types[id]
  }
  const kept = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).filter(fits))
  return { ...trial, values: kept(trial.values), files: kept(trial.files), refused: kept(trial.refused) }
}

function merged<T>(before: Record<string, T>, changes: Record<string, T | null> = {}): Record<string, T> {
  const after = Object.entries({ ...before, ...changes }).flatMap(([key, value]): [string, T][] =>
    value === null ? [] : [[key, value]],
  )
  return Object.fromEntries(after)
}
