import { inOrder, withDescendants } from '../../codebook/hierarchy.ts'
import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import { findJob } from '../../jobs/store.ts'
import { coderNames } from '../pages/names.ts'
import { choices, themeViews } from '../pages/themeViews.ts'
import { jobOf } from './reshape.ts'
import { type Reshaping, standsInTheWay } from './reshapingStore.ts'

const told: Record<Reshaping['kind'], Record<Reshaping['state'], string>> = {
  merge: {
    doing: 'Being merged',
    applied: 'Merged',
    undoing: 'Being undone',
    undone: 'Undone',
    refused: 'Not merged',
  },
  split: {
    doing: 'Being split',
    applied: 'Split',
    undoing: 'Being undone',
    undone: 'Undone',
    refused: 'Not split',
  },
}

/** What a merge or a split is called: "Merged: Pay into Reward". */
export function headingOf({ kind, state, fromName, intoName }: Omit<Reshaping, 'codings'>): string {
  return `${told[kind][state]}: ${fromName} ${kind === 'merge' ? 'into' : 'to'} ${intoName}`
}

/** The form that asks into which theme one is merged, before anything is chosen. */
export function mergeFormPage(codebook: Codebook, theme: StoredTheme, into: string, rules: boolean) {
  const used = inOrder(codebook.themes.filter(each => !each.archived))
  return {
    theme: { id: theme.id, name: theme.name },
    rulesOf: theme.rules.length,
    below: used.filter(each => each.parent === theme.id && each.id !== into).map(({ name }) => name),
    isBelow: withDescendants(codebook.themes, theme.id).has(into),
    takesRules: rules,
    themes: choices(themeViews(codebook.themes), into).filter(({ value }) => value !== theme.id),
  }
}

/** A merge or a split: how far it has come, what it moved, and what must be undone before it. */
export async function reshapingPage(reshaping: Reshaping) {
  const isUnderWay = reshaping.state === 'doing' || reshaping.state === 'undoing'
  const isApplied = reshaping.state === 'applied'
  const [job, nameOf, inTheWay] = await Promise.all([
    findJob(jobOf(reshaping), reshaping._id),
    coderNames(),
    isApplied ? standsInTheWay(reshaping) : undefined,
  ])
  const { _id: id, kind, from, into, fromName, intoName, moved, kept, at, rules } = reshaping
  const hasFailed = isUnderWay && job?.state === 'failed'
  return {
    heading: headingOf(reshaping),
    change: { id, from, into, fromName, intoName, moved, kept, at, rules },
    isMerge: kind === 'merge',
    who: nameOf(reshaping.by),
    running: isUnderWay && !hasFailed,
    failed: hasFailed ? job.problem : undefined,
    soFar: job?.done ?? 0,
    of: Math.max(job?.of ?? 0, reshaping.expected),
    isApplied,
    isUndone: reshaping.state === 'undone',
    isRefused: reshaping.state === 'refused',
    inTheWay: inTheWay && {
      href: `/desk/${inTheWay.consultation}/codebook/reshaped/${inTheWay._id}`,
      heading: headingOf(inTheWay),
    },
  }
}
