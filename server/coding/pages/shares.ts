import type { ShareInterval } from '../../../analysis/index.ts'

/** ".81 (.74–.87)", with its 95 per cent interval where there is one; a dash where there is nothing to measure. */
export function shareView(share: number | null, interval: ShareInterval | null): string {
  if (share === null) return '–'
  return interval ? `${short(share)} (${short(interval.low)}–${short(interval.high)})` : short(share)
}

function short(share: number): string {
  return share.toFixed(2).replace(/^0/, '')
}
