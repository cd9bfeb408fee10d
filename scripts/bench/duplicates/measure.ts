import { duplicates } from '../../../analysis/index.ts'
import { inventCampaigns } from './invent.ts'

/** What one size came to. `recall`: the share of planted letters that stand with most others of their campaign. */
export type Measured = {
  size: number
  bytes: number
  milliseconds: number
  peakMegabytes: number
  recall: number
  /** Responses in clusters that no campaign was planted in. */
  strangers: number
}

const size = Number(process.argv[2])
const { answers, campaignOf } = inventCampaigns(size)
const bytes = answers.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
const started = performance.now()
const { clusters } = duplicates(answers)
const milliseconds = performance.now() - started

const largest = new Map<string, number>()
let strangers = 0
for (const { members } of clusters) {
  const counts = new Map<string, number>()
  for (const { response } of members) {
    const campaign = campaignOf.get(response)
    if (campaign === undefined) strangers++
    else counts.set(campaign, (counts.get(campaign) ?? 0) + 1)
  }
  for (const [campaign, count] of counts) largest.set(campaign, Math.max(count, largest.get(campaign) ?? 0))
}
const together = [...largest.values()].reduce((sum, count) => sum + count, 0)
const measured: Measured = {
  size,
  bytes,
  milliseconds,
  // maxRSS is in kilobytes.
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  recall: together / campaignOf.size,
  strangers,
}
process.send?.(measured)
