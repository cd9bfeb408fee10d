import { longestAnswer } from '../../consultations/questions.ts'
import { type Failure, runLimited } from '../../files/limited/runLimited.ts'
import type { ReadProject } from '../../files/project/readProject.ts'

/** Megabytes and seconds: enough for a project of 100,000 texts, whose sources are never in memory together. */
const limits = { heap: 768, resident: 1_200, seconds: 1_800 }

const failures: Record<Failure, string> = {
  memory: 'Takes more memory to read than a project may, so it was not read. Export it in parts.',
  time: 'Takes longer to read than half an hour, so it was not read. Export it in parts.',
  crash: 'Cannot be read. Export it again.',
}

/** Reads a project in a limited process of its own; its sources are written to the file `to`. */
export async function readBrought(from: string, to: string): Promise<ReadProject> {
  const outcome = await runLimited('project', { from, to, longestText: longestAnswer }, limits)
  return outcome.done ? outcome.result : { ok: false, problem: failures[outcome.why] }
}
