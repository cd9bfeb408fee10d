import type { Line, Segment } from './lines.ts'

/**
 * A line whose words that go from right to left stand where they are read: of a stretch of them, with the numbers and
 * stops between, the first stands rightmost. The segments stay in the order in which they are read aloud.
 */
export function asSeen(line: Line): Line {
  const seen: Line = []
  for (let at = 0; at < line.length; ) {
    const end = endOfStretch(line, at)
    seen.push(...mirrored(line.slice(at, end)))
    at = end
  }
  return seen
}

/** Behind the last segment of a stretch that begins here with one from right to left; else behind this one. */
function endOfStretch(line: Line, start: number): number {
  let end = start + 1
  if (!line[start]?.look.rightToLeft) return end
  for (let at = end; at < line.length; at++) {
    const segment = line[at]
    if (segment?.look.rightToLeft) end = at + 1
    else if (!segment || /\p{L}/u.test(segment.text)) break
  }
  return end
}

function mirrored(stretch: Segment[]): Segment[] {
  const [first, last] = [stretch[0], stretch.at(-1)]
  if (!first || !last) return []
  const right = last.x + last.width
  return stretch.map(segment => ({ ...segment, x: right - (segment.x - first.x) - segment.width }))
}
