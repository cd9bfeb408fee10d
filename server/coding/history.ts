import type { Change, Decision, StoredCoding } from './coding.ts'

/** Who did what, when, as part of which press of a button. */
export type Act = Pick<Change, 'at' | 'by' | 'action' | 'did'>

/** What a coding is about, which never changes. */
export type Place = Pick<
  StoredCoding,
  'id' | 'consultation' | 'respondent' | 'question' | 'text' | 'start' | 'end' | 'theme' | 'coder'
>

/** A coding that was not there before. */
export function begun(place: Place, decision: Decision, act: Act): StoredCoding {
  return { ...place, _id: place.id, ...decision, at: act.at, history: [act], revision: 1, pending: ['count'] }
}

/** A coding with another decision; how it stood goes into its history. */
export function revised(coding: StoredCoding, decision: Decision, act: Act): StoredCoding {
  const {
    verdict: _v,
    stance: _s,
    origin: _o,
    tag: _t,
    rule: _r,
    codebookVersion: _c,
    audit: _a,
    adjudicates: _d,
    reason: _n,
    replaces: _p,
    removed: _x,
    ...rest
  } = coding
  return {
    ...rest,
    ...decision,
    at: act.at,
    history: [...coding.history, { ...act, before: decisionOf(coding) }],
    revision: coding.revision + 1,
    pending: ['count'],
  }
}

/** What a coding said at a moment; undefined where it was not there, or was removed. */
export function decisionAt(coding: StoredCoding, at: Date): Decision | undefined {
  const later = coding.history.find(change => change.at > at)
  const then = later ? later.before : decisionOf(coding)
  return then?.removed ? undefined : then
}

/** A coding that nobody reads any more, but whose history stays. */
export function removed(coding: StoredCoding, act: Act): StoredCoding {
  return revised(coding, { ...decisionOf(coding), removed: { by: act.by, at: act.at } }, act)
}

/** A coding as it was before the action that `undoable` names. */
export function undone(coding: StoredCoding, act: Act): StoredCoding {
  const change = undoable(coding)
  if (!change) throw new Error(`undone: nothing to undo in coding ${coding.id}`)
  return change.before ? revised(coding, change.before, act) : removed(coding, act)
}

/** The change that undoing would take back: the last that was not itself undone. */
export function undoable(coding: { history: readonly Change[] }): Change | undefined {
  return stepsOf(coding).standing.at(-1)
}

/** A coding as it was before the undoing that `redoable` names. */
export function redone(coding: StoredCoding, act: Act): StoredCoding {
  const before = redoable(coding)?.undid.before
  if (!before) throw new Error(`redone: nothing to do again in coding ${coding.id}`)
  return revised(coding, before, act)
}

/** A change that was undone, and its undoing, whose `before` is what the change had made. */
export type Undone = { change: Change; undid: Change }

/** What doing again would bring back: the last that was undone, unless something else was done to the coding since. */
export function redoable(coding: { history: readonly Change[] }): Undone | undefined {
  return stepsOf(coding).undone.at(-1)
}

/** What was done to a coding and stands, oldest first, and what was undone and can be done again, the next one last. */
function stepsOf({ history }: { history: readonly Change[] }): { standing: Change[]; undone: Undone[] } {
  const standing: Change[] = []
  let undone: Undone[] = []
  for (const change of history) {
    if (change.did === 'undid') {
      const taken = standing.pop()
      if (taken) undone.push({ change: taken, undid: change })
      continue
    }
    if (change.did === 'redid') undone.pop()
    else undone = []
    standing.push(change)
  }
  return { standing, undone }
}

/** What was decided when a coding was made, whatever became of it. */
export function firstDecision(coding: Decision & { history: readonly Change[] }): Decision {
  return coding.history.find(({ before }) => before)?.before ?? coding
}

export function decisionOf(coding: StoredCoding): Decision {
  const { verdict, stance, origin, codebookVersion, tag, rule, audit, replaces, removed } = coding
  const { adjudicates, reason } = coding
  return {
    verdict,
    stance,
    origin,
    codebookVersion,
    ...(tag === undefined ? {} : { tag }),
    ...(rule === undefined ? {} : { rule }),
    ...(audit === undefined ? {} : { audit }),
    ...(adjudicates === undefined ? {} : { adjudicates }),
    ...(reason === undefined ? {} : { reason }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(removed === undefined ? {} : { removed }),
  }
}

/** Whether two decisions say the same, whatever led to them. */
export function sameDecision(a: Decision, b: Decision): boolean {
  return a.verdict === b.verdict && a.stance === b.stance && !a.removed === !b.removed
}
