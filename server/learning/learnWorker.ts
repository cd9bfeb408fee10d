import type { MessagePort } from 'node:worker_threads'
import {
  type Example,
  encodeModel,
  type Quality,
  qualityInSteps,
  type TrainingStep,
  trainInSteps,
} from '../../analysis/index.ts'

/** Coded sentences to learn from, and where progress is told. */
export type LearnTask = { examples: Example[]; port: MessagePort }
export type Learned = { bytes: Uint8Array; quality: Quality }

const repeats = 3

/** Runs in a worker thread: measures how well the examples can be learned, then learns from all of them. */
export default function learnAll({ examples, port }: LearnTask): Learned {
  const told = (part: number) => (step: TrainingStep) =>
    port.postMessage({ done: part + step.done / step.of, of: 2 })
  const quality = ended(qualityInSteps(examples, { repeats }), told(0))
  const model = ended(trainInSteps(examples), told(1))
  return { bytes: encodeModel({ ...model, quality }), quality }
}

function ended<T>(steps: Generator<TrainingStep, T>, tell: (step: TrainingStep) => void): T {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    tell(step.value)
  }
}
