import {
  type AuditedStratum,
  auditEstimate,
  type DrawnTogether,
  designEffect,
  type Estimate,
} from '../../../analysis/index.ts'
import type { AuditPassage, Strata } from './auditStore.ts'
import { answeredOf, type Sample } from './sample.ts'

/** From so many answers about passages with the theme, and so many about passages without, an estimate is told. */
export const fewestAnswers = 10
/** Recall is told from so many passages on that were found to speak of the theme. */
export const fewestFound = 5
/** From so many answers on, estimates are shown at all. */
export const fewestToShow = 20

/** How well the machine finds a theme, or all of them, and the answers that this rests on. */
export type AuditResult = {
  /** Null where there are too few answers to say. */
  precision: Estimate
  recall: Estimate
  /** Of the answers: with the machine's tag, and how many of these people agreed with; without it, and yet found. */
  tagged: number
  right: number
  untagged: number
  missed: number
}

/** Decisions on one part of the passages, each passage's drawn together. */
type Part = {
  /** How many decisions there are in all, drawn or not. */
  all: number
  /** How many decisions each passage that was drawn holds. */
  decisions(passage: AuditPassage): number
  accepted(passage: AuditPassage, themes: readonly string[]): number
}

/** One theme, estimated from what was said of passages with it and of passages without. */
export function themeResult(sample: Sample, theme: string): AuditResult {
  const strata = strataOf(sample)
  const all = strata.byTheme.find(each => each.theme === theme)?.passages ?? 0
  const part = (total: number, holds: (passage: AuditPassage) => boolean): Part => ({
    all: total,
    decisions: passage => Number(holds(passage)),
    accepted: (passage, themes) => Number(holds(passage) && themes.includes(theme)),
  })
  return resultOf(sample, {
    tagged: part(all, passage => passage.tags.includes(theme)),
    // Given another theme, it was as likely to be drawn as those with this one; given none, it was not.
    untagged: [
      part(strata.tagged - all, passage => passage.tagged && !passage.tags.includes(theme)),
      part(strata.untagged, passage => !passage.tagged),
    ],
  })
}

/** All themes together: each passage and theme is a decision. */
export function overallResult(sample: Sample): AuditResult {
  const strata = strataOf(sample)
  const { themes } = sample.audit
  const given = strata.byTheme.reduce((sum, each) => sum + each.passages, 0)
  const missedIn = (tagged: boolean, total: number): Part => ({
    all: total,
    decisions: passage => (passage.tagged === tagged ? themes.length - passage.tags.length : 0),
    accepted: (passage, said) =>
      passage.tagged === tagged ? said.filter(theme => !passage.tags.includes(theme)).length : 0,
  })
  return resultOf(sample, {
    tagged: {
      all: given,
      decisions: passage => passage.tags.length,
      accepted: (passage, said) => said.filter(theme => passage.tags.includes(theme)).length,
    },
    untagged: [
      missedIn(true, strata.tagged * themes.length - given),
      missedIn(false, strata.untagged * themes.length),
    ],
  })
}

function strataOf({ audit }: Sample): Strata {
  if (!audit.strata) throw new Error(`estimates: sample ${audit._id} is not drawn yet`)
  return audit.strata
}

function resultOf(sample: Sample, parts: { tagged: Part; untagged: Part[] }): AuditResult {
  const tagged = stratumOf(sample, parts.tagged)
  const untagged = parts.untagged.map(part => stratumOf(sample, part))
  const { precision, recall } = auditEstimate({ tagged, untagged })
  const without = sum(untagged.map(stratum => stratum.reviewed))
  const allWithout = sum(untagged.map(stratum => stratum.passages))
  const enoughWith = tagged.reviewed >= Math.min(fewestAnswers, tagged.passages)
  const enoughWithout = without >= Math.min(fewestAnswers, allWithout)
  const missed = sum(untagged.map(stratum => stratum.accepted))
  const enoughFound =
    tagged.accepted + missed >= fewestFound || (recall !== null && recall.low === recall.high)
  return {
    precision: enoughWith ? precision : null,
    recall: enoughWith && enoughWithout && enoughFound ? recall : null,
    tagged: tagged.reviewed,
    right: tagged.accepted,
    untagged: without,
    missed,
  }
}

/**
 * What the answers say of one part. Whoever withdrew is left out of what was drawn, and by the same share out of what
 * it stands for: how many passages of theirs there were is not kept.
 */
function stratumOf(sample: Sample, part: Part): AuditedStratum {
  const groups: DrawnTogether[] = answeredOf(sample).flatMap(passage => {
    const reviewed = part.decisions(passage)
    return reviewed === 0 ? [] : { reviewed, accepted: part.accepted(passage, passage.answer?.themes ?? []) }
  })
  const reviewed = sum(groups.map(group => group.reviewed))
  const drawn = sum(sample.drawn.map(part.decisions))
  const usable = sum(sample.usable.map(part.decisions))
  const passages = drawn === 0 ? part.all : Math.round((part.all * usable) / drawn)
  return {
    passages: Math.max(passages, reviewed),
    reviewed,
    accepted: sum(groups.map(group => group.accepted)),
    designEffect: designEffect(groups),
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}
