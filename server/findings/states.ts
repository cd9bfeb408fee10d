import type { FindingState } from './store.ts'

type Transition = {
  from: FindingState
  to: FindingState
  name: string
  done: string /** Only when nothing is missing. */
  guarded: boolean
}

/** How a finding's state may change. */
export const transitions: readonly Transition[] = [
  {
    from: 'draft',
    to: 'ready',
    name: 'Mark as ready',
    done: 'The finding is ready: reports may print it.',
    guarded: true,
  },
  {
    from: 'ready',
    to: 'draft',
    name: 'Make it a draft again',
    done: 'The finding is a draft again: reports that call it wait for it.',
    guarded: false,
  },
]

export const stateNames: Record<FindingState, string> = { draft: 'Draft', ready: 'Ready' }

export function transition(from: FindingState, to: FindingState): Transition | undefined {
  return transitions.find(step => step.from === from && step.to === to)
}
