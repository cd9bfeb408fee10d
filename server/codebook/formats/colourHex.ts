import { themeColours } from '../../../analysis/application.ts'
import type { ThemeColour } from '../../../analysis/index.ts'

/** Our colours as other tools are told them: those of the light pages (views/assets/styles/_colours.scss). */
export const colourHex: Record<ThemeColour, string> = {
  blue: '#1f5fa8',
  orange: '#a8500c',
  green: '#2a6e3f',
  purple: '#6b4596',
  red: '#ab2f3f',
  teal: '#0d6b70',
  brown: '#70502f',
  pink: '#a33a78',
  olive: '#5f6414',
  slate: '#4a5a6a',
}

/** Our colour nearest to "#rrggbb" or "#rgb", by distance in RGB; undefined for anything else. */
export function nearestColour(hex: string): ThemeColour | undefined {
  const given = channels(hex)
  if (!given) return undefined
  const distance = (colour: ThemeColour) =>
    (channels(colourHex[colour]) ?? []).reduce((sum, value, at) => sum + (value - (given[at] ?? 0)) ** 2, 0)
  return themeColours.reduce((best, colour) => (distance(colour) < distance(best) ? colour : best))
}

function channels(hex: string): number[] | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex)?.[1]
  if (!digits) return undefined
  const pairs = digits.length === 3 ? [...digits].map(digit => digit + digit) : (digits.match(/../g) ?? [])
  return pairs.map(pair => Number.parseInt(pair, 16))
}
