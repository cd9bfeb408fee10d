import { useModel } from '../codebook/changeSuggestions.ts'
import { codebookOf } from '../codebook/store.ts'
import type { Progress, Runner } from '../jobs/runner.ts'
import { learn } from '../learning/learn.ts'
import { forgetMeasured, measuredOf } from '../learning/measuredStore.ts'
import { addModel, removeOtherModels } from '../learning/modelStore.ts'
import { today } from '../responses/response.ts'
import { teachingOf, textOf } from './examples.ts'

/** Has the runner learn from a consultation's codings; after a kill it goes on from what it had measured. */
export function registerLearning(runner: Runner): void {
  runner.registerJob('learn', learnFromCodings)
}

/** Learns, keeps the model, and has it suggest: the codebook's next version names it, and asks for new tags. */
async function learnFromCodings(consultation: string, progress: Progress): Promise<void> {
  const { examples, themes } = await teachingOf(await codebookOf(consultation))
  if (!themes.some(theme => theme.enough))
    throw new Error('There are too few codings to learn from: some were taken back since this was asked for.')
  const { bytes, quality } = await learn(examples, await measuredOf(consultation, examples), progress)
  const respondents = [...new Set(examples.flatMap(({ respondent }) => respondent ?? []))].sort()
  const texts = [...new Set(examples.map(textOf))].sort()
  const learned = { consultation, learnedAt: today(), passages: examples.length, respondents, texts, quality }
  const model = await addModel(learned, bytes)
  await useModel(consultation, model, examples.length)
  await removeOtherModels(consultation, model)
  await forgetMeasured(consultation)
}
