import type { Estimate } from '../../../analysis/index.ts'
import { type Codebook, codebookOf } from '../../codebook/store.ts'
import { findJob } from '../../jobs/store.ts'
import { shareView } from '../pages/shares.ts'
import { choices, themeViews, viewOf } from '../pages/themeViews.ts'
import { type AuditResult, fewestToShow, overallResult, themeResult } from './estimates.ts'
import { sizes } from './forms.ts'
import { auditPath } from './inQueue.ts'
import { answeredOf, nextOpen, type Sample, sampleOf } from './sample.ts'

/** The page that checks the machine: the sample that is worked on, what it comes to so far, and how to begin one. */
export async function auditPage(consultation: string, entered: Record<string, unknown> | undefined) {
  const [codebook, sample] = await Promise.all([codebookOf(consultation), sampleOf(consultation)])
  const views = themeViews(codebook.themes)
  return {
    path: auditPath(consultation),
    hasThemes: codebook.themes.some(theme => !theme.archived),
    drawing: sample && !sample.audit.strata ? await drawingView(sample) : null,
    sample: sample?.audit.strata ? sampleView(sample, codebook) : null,
    results: sample?.audit.strata ? resultsView(sample, codebook) : null,
    sizes: sizeChoices(entered),
    themes: choices(views, String(entered?.theme ?? '')),
  }
}

/** What `govuk/radios` takes. */
function sizeChoices(entered: Record<string, unknown> | undefined) {
  const chosen = String(entered?.size ?? (entered ? '' : '80'))
  return Object.entries(sizes).map(([size, time]) => ({
    value: size,
    label: `${size} passages, ${time}`,
    chosen: size === chosen,
  }))
}

async function drawingView({ audit }: Sample) {
  const job = await findJob('audit', audit._id)
  return {
    done: job?.done ?? 0,
    of: job?.of ?? 0,
    failed: job?.state === 'failed' ? (job.problem ?? 'The reason is in the server’s log.') : '',
  }
}

function sampleView(sample: Sample, codebook: Codebook) {
  const { audit, drawn, usable } = sample
  const answered = answeredOf(sample).length
  const next = nextOpen(sample)
  const [only] = audit.themes
  return {
    at: audit.at,
    version: audit.codebookVersion,
    changed: codebook.rulesVersion !== audit.rulesVersion,
    about: audit.themes.length === 1 && only ? viewOf(themeViews(codebook.themes), only) : null,
    tagged: audit.strata?.tagged ?? 0,
    untagged: audit.strata?.untagged ?? 0,
    drawnTagged: drawn.filter(passage => passage.tagged).length,
    drawnUntagged: drawn.filter(passage => !passage.tagged).length,
    of: usable.length,
    leftOut: drawn.length - usable.length,
    answered,
    open: next && !audit.ended ? `${auditPath(audit.consultation)}/${next.place}` : '',
    ended: audit.ended === true,
    empty: drawn.length === 0,
    toShow: Math.max(0, fewestToShow - answered),
  }
}

/** Null until there are enough answers to show anything. */
function resultsView(sample: Sample, codebook: Codebook) {
  const answered = answeredOf(sample).length
  const finished = nextOpen(sample) === undefined
  if (answered === 0 || (answered < fewestToShow && !finished)) return null
  const views = themeViews(codebook.themes)
  const { themes } = sample.audit
  const rows = [...views.keys(), ...themes.filter(id => !views.has(id))]
    .filter(id => themes.includes(id))
    .map(id => ({ theme: viewOf(views, id), ...rowOf(themeResult(sample, id)) }))
  const silent = rows.filter(row => row.tagged === 0 && row.missed === 0)
  return {
    overall: themes.length > 1 ? rowOf(overallResult(sample)) : null,
    themes: rows.filter(row => !silent.includes(row)),
    silent: new Intl.ListFormat('en-GB').format(silent.map(row => row.theme.name)),
  }
}

function rowOf({ precision, recall, ...counts }: AuditResult) {
  return { precision: estimateView(precision), recall: estimateView(recall), ...counts }
}

/**
 * ".81 (.74–.87)", or ".81" where it is no estimate since all was looked at, and the same as a bar of 100 units; null
 * where there is too little to say.
 */
function estimateView(estimate: Estimate) {
  if (!estimate) return null
  const { value, low, high } = estimate
  const units = (share: number) => Math.round(share * 1000) / 10
  return {
    says: shareView(value, low === high ? null : estimate),
    low: units(low),
    width: Math.max(0.5, units(high) - units(low)),
    // The mark of the value is two units wide, and stays within the bar.
    value: Math.min(98, Math.max(0, units(value) - 1)),
  }
}
