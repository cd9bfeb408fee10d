import type { NewThemes } from '../../../analysis/application.ts'

/** In units of the drawing: its size, and the room for numbers on the left and below. */
const size = { width: 640, height: 260, left: 44, bottom: 44, top: 14, right: 16 }

/** The number of distinct themes after each response read, as a line of steps with its axes. */
export function curveDrawing(steps: readonly NewThemes[], read: number) {
  const most = steps.at(-1)?.soFar ?? 1
  const [right, floor] = [size.width - size.right, size.height - size.bottom]
  const x = (place: number) => round(size.left + (place / read) * (right - size.left))
  const y = (themes: number) => round(floor - (themes / most) * (floor - size.top))
  const line = steps.map(({ place, soFar }) => `H${x(place)}V${y(soFar)}`).join('')
  return {
    ...size,
    line: `M${x(0)} ${y(0)}${line}H${right}`,
    axes: `M${size.left} ${size.top}V${floor}H${right}`,
    across: marks(read).map(value => ({ value, at: x(value) })),
    up: marks(most).map(value => ({ value, at: y(value) })),
    numbersBelow: floor + 18,
    titleBelow: floor + 38,
    numbersLeft: size.left - 8,
  }
}

/** Nought, the end, and the middle where it is a whole number away from both. */
function marks(end: number): number[] {
  return [...new Set([0, Math.round(end / 2), end])]
}

function round(units: number): number {
  return Math.round(units * 10) / 10
}
