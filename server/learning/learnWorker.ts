import type { MessagePort } from 'node:worker_threads'
import {
  type Example,
  encodeModel,
  type Judged,
  type Quality,
  type QualityStep,
  qualityInSteps,
  trainInSteps,
} from '../../analysis/index.ts'

/** Coded sentences to learn from, what an earlier run measured of them, and where progress is told. */
export type LearnTask = { examples: Example[]; known: Judged[][]; port: MessagePort }
/** How far it has come, and what was just measured. */
export type Told = { done: number; of: number; judged?: Judged[] | undefined }
export type Learned = { bytes: Uint8Array; quality: Quality }

const repeats = 3
/** Of all that is to be done: each repeat learns from five parts of the examples, and the end once from all. */
const shareOfMeasuring = 15 / 16

/** Runs in a worker thread: measures how well the examples can be learned, then learns from all of them. */
export default function learnAll({ examples, known, port }: LearnTask): Learned {
  const told = (begun: number, share: number) => (step: QualityStep) =>
    port.postMessage({
      done: begun + (share * step.done) / step.of,
      of: 1,
      judged: step.judged,
    } satisfies Told)
  const quality = ended(qualityInSteps(examples, { repeats, known }), told(0, shareOfMeasuring))
  const model = ended(trainInSteps(examples), told(shareOfMeasuring, 1 - shareOfMeasuring))
  return { bytes: encodeModel({ ...model, quality }), quality }
}

function ended<T>(steps: Generator<QualityStep, T>, tell: (step: QualityStep) => void): T {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    tell(step.value)
  }
}
