import type { FindingState } from './store.ts'

type Transition = {
  from: FindingState
  to: FindingState
  name: string
  done: string
  /** Only when nothing is missing. */
  guarded: boolean
}

const ready = 'The finding is ready: reports may print it.'
const draft = 'The finding is a draft again: reports that call it wait for it.'

/**
 * How a person may change a finding's state. Besides, saving a change of a finding makes it a draft, whatever it was;
 * a report that appears makes its ready ones published, and so does each later version, so that one which was edited or
 * looked at again is published with the correction; one that no later version names stays published; and the withdrawal
 * of words that it quotes has a ready or published one looked at again.
 */
export const transitions: readonly Transition[] = [
  {
    from: 'draft',
    to: 'review',
    name: 'Send to review',
    done: 'The finding is in review: another person may read it, and mark it as ready.',
    guarded: false,
  },
  { from: 'draft', to: 'ready', name: 'Mark as ready', done: ready, guarded: true },
  { from: 'review', to: 'ready', name: 'Mark as ready', done: ready, guarded: true },
  { from: 'review', to: 'draft', name: 'Send back as a draft', done: draft, guarded: false },
  {
    from: 'ready',
    to: 'published',
    name: 'Mark as published',
    done: 'The finding is published. What it rests on is watched, and later versions are compared with this one.',
    guarded: true,
  },
  { from: 'ready', to: 'draft', name: 'Make it a draft again', done: draft, guarded: false },
  {
    from: 'published',
    to: 'look',
    name: 'Say that it needs a look',
    done: 'The finding needs a look: reports that call it wait for it.',
    guarded: false,
  },
  { from: 'look', to: 'ready', name: 'Mark as ready again', done: ready, guarded: true },
  { from: 'look', to: 'draft', name: 'Make it a draft again', done: draft, guarded: false },
]

export const stateNames: Record<FindingState, string> = {
  draft: 'Draft',
  review: 'In review',
  ready: 'Ready',
  published: 'Published',
  look: 'Needs a look',
}

export function transition(from: FindingState, to: FindingState): Transition | undefined {
  return transitions.find(step => step.from === from && step.to === to)
}

/** Whether reports may print a finding in this state. */
export function isPrintable(state: FindingState): state is 'ready' | 'published' {
  return state === 'ready' || state === 'published'
}

/** Its state as it is told: one that reports may print, and of which something is missing now, needs a look. */
export function stateNow(state: FindingState, isSomethingMissing: boolean): FindingState {
  return isPrintable(state) && isSomethingMissing ? 'look' : state
}
